import { sampleRows, type SampleRow } from './sample-csv.ts';

/** What the agent of a computer says of one program. */
export type Reported = { name: string; version: string; publisher: string };

const say = (name: string, version: string, publisher: string): Reported => ({
	name,
	version,
	publisher
});

/** What nearly every computer of the town has. */
const EVERYWHERE = [
	say('LibreOffice 25.8.2.2', '25.8.2.2', 'The Document Foundation'),
	say('Mozilla Firefox (x64 et)', '144.0', 'Mozilla'),
	say('Google Chrome', '141.0.7390.108', 'Google LLC'),
	say('7-Zip 25.01 (x64)', '25.01', 'Igor Pavlov'),
	say('DigiDoc4', '4.8.0', 'RIA'),
	say('Intel(R) Graphics Driver', '32.0.101.6913', 'Intel Corporation'),
	say('Realtek Audio Driver', '6.0.9757.1', 'Realtek Semiconductor Corp.'),
	say('Microsoft Edge', '141.0.3537.92', 'Microsoft Corporation'),
	say(
		'Microsoft Visual C++ 2022 X64 Additional Runtime - 14.44.35211',
		'14.44.35211',
		'Microsoft Corporation'
	)
];

/** What some have: every so many computers, beginning with the first. */
const HERE_AND_THERE: [every: number, Reported][] = [
	[2, say('Lenovo Vantage Service', '4.2510.30.0', 'Lenovo Group Ltd.')],
	[3, say('Notepad++ (64-bit x64)', '8.8.6', 'Notepad++ Team')],
	[4, say('VLC media player', '3.0.21', 'VideoLAN')],
	[5, say('QGIS 3.44.3', '3.44.3', 'QGIS.org')],
	[6, say('GIMP 3.0.6', '3.0.6', 'The GIMP Team')],
	[9, say('Spotify', '1.2.74.477', 'Spotify AB')],
	[14, say('КриптоАРМ ГОСТ', '3.1.2', 'Цифровые технологии')],
	[23, say('WinRAR 7.13 (64-bit)', '7.13.0', 'win.rar GmbH')]
];

/** What stands on the computers of those who have a seat. */
const WITH_SEAT: Record<string, Reported> = {
	kontoritarkvara: say(
		'Microsoft 365 Apps for enterprise - et-ee',
		'16.0.19231',
		'Microsoft Corporation'
	),
	'pdf-toimetaja': say('Adobe Acrobat (64-bit)', '25.001.20756', 'Adobe'),
	videokoosolek: say('Zoom Workplace (64-bit)', '6.6.0.19467', 'Zoom Communications, Inc.'),
	joonestus: say('AutoCAD LT 2026 - English', '25.1.60.0', 'Autodesk, Inc.'),
	paroolihoidja: say('Bitwarden', '2025.10.0', 'Bitwarden Inc.'),
	eelarvemudel: say('Microsoft PowerBI Desktop (x64)', '2.147.1085.0', 'Microsoft Corporation')
};

/** What should not be there. */
export const FORBIDDEN = say('TeamViewer', '15.70.6', 'TeamViewer');
export const OUTDATED = say('GIMP 2.10.38', '2.10.38', 'The GIMP Team');
export const WITHOUT_SEAT = say('AutoCAD LT 2026 - English', '25.1.60.0', 'Autodesk, Inc.');

/** What an agent reports of the computer with this record, one by one in the order of the register. */
export function softwareOn(row: Partial<SampleRow>, now: Date): Reported[] {
	const place = Number((row.inventory_number ?? '').replace(/\D/g, '')) || 0;
	const seats = seatsIn(now).get(row.holder ?? '') ?? [];
	return [
		...EVERYWHERE,
		...HERE_AND_THERE.flatMap(([every, one]) => (place % every === 0 ? [one] : [])),
		...seats.flatMap((product) => WITH_SEAT[product] ?? [])
	];
}

let known: Map<string, string[]> | undefined;

/** Who has a seat of what; read once. */
function seatsIn(now: Date): Map<string, string[]> {
	known ??= Map.groupBy(sampleRows('seats', now), ({ person }) => person ?? '')
		.entries()
		.reduce(
			(all, [person, rows]) =>
				all.set(
					person,
					rows.map(({ product }) => product ?? '')
				),
			new Map<string, string[]>()
		);
	return known;
}
