const signIns: [address: string, who: string][] = [
	['employee@linn.example', 'an employee'],
	['opetaja@linn.example', 'a kindergarten teacher'],
	['manager@linn.example', 'a line manager, who approves'],
	['representative@linn.example', 'asks for colleagues of a kindergarten'],
	['agent@linn.example', 'works the queue'],
	['author@linn.example', 'writes answers and notices'],
	['auditor@linn.example', 'reads everything'],
	['admin@linn.example', 'administrator']
];

/** What a start of the sample ends with: the address and how to get in. */
export function sampleFarewell(address: string): string {
	return [
		'',
		`  Abilaud, sample organisation Kaldemäe linn:  ${address}`,
		'',
		'  Sign in with the password abilaud-sample as',
		...signIns.map(([mail, who]) => `    ${mail.padEnd(30)}${who}`),
		'',
		'  Ctrl-C stops the portal and its database.',
		''
	].join('\n');
}

/** What a start on a database of one's own ends with; `link` while there is no administrator. */
export function portalFarewell(address: string, link: string | undefined): string {
	const lines = ['', `  Abilaud:  ${address}`];
	if (link) {
		lines.push('', '  Create the administrator with this link, which works once:', `    ${link}`);
	}
	return [...lines, ''].join('\n');
}
