import type { RawAnswers } from '#lib/catalogue/answer-value.ts';
import { and, eq } from 'drizzle-orm';
import { item } from '#lib/server/equipment/tables.ts';
import type { Registers } from '../load-registers.ts';
import { found, type Town } from '../sample-town.ts';
import type { Beginning } from '../timeline.ts';
import { inDays, type Ask, type AskContext } from './asks.ts';
import { daysAgo, minutesAgo } from './moments.ts';
import { requestStory, type Fate } from './request-story.ts';

/** A request written by hand, so that every fixed sign-in finds something of each kind. */
type Planned = {
	/** Working day before today and the minute of that day's work; only minutes when today. */
	when: [days: number, minute: number] | [minutes: number];
	by: string;
	for?: string;
	ask: (context: AskContext) => Promise<Ask> | Ask;
	fate?: Partial<Fate>;
};

const RASMUS = 'agent@linn.example';
const PIRET = 'employee@linn.example';
const TARMO = 'manager@linn.example';
const LIIS = 'opetaja@linn.example';
const KATRIN = 'katrin.saar@linn.example';
const ENE = 'representative@linn.example';

const values = (slug: string, answers: RawAnswers) => (): Ask => ({ slug, values: answers });

function access(path: string, why: string) {
	return (context: AskContext): Ask => {
		const system = context.registers.systems.get(path.split('/')[0] ?? '');
		const right = { system, role: context.registers.roles.get(path) };
		const from = inDays(context, 1);
		return { slug: 'system-access', values: { right, why, from, logged: true } };
	};
}

function install(product: string, why: string) {
	return async (context: AskContext): Promise<Ask> => ({
		slug: 'install-software',
		values: {
			known: 'listed',
			product: context.registers.products.get(product),
			computer: await held(context, 'laptop'),
			why
		}
	});
}

function thing(kind: string, why: string) {
	return ({ who }: AskContext): Ask => ({
		slug: 'computer',
		values: { thing: kind, replaces: false, why, place: who.placeId }
	});
}

function fault(what: string, happens: string) {
	return ({ who }: AskContext): Ask => ({
		slug: 'fault-report',
		values: { what, happens, who: 'me', work: 'partly', place: who.placeId, phone: who.phone }
	});
}

const printerCode = ({ who }: AskContext): Ask => ({
	slug: 'printer',
	values: { what: 'code', place: who.placeId }
});

const fix = (category: 'tablet' | 'phone' | 'laptop', part: string, what: string) => {
	return async (context: AskContext): Promise<Ask> => ({
		slug: 'repair',
		values: {
			item: await held(context, category),
			parts: [part],
			what,
			usable: 'yes',
			place: context.who.placeId,
			phone: context.who.phone
		}
	});
};

async function held({ town, who }: AskContext, category: 'tablet' | 'phone' | 'laptop') {
	const [own] = await town.db
		.select({ id: item.id })
		.from(item)
		.where(and(eq(item.holderId, who.id), eq(item.category, category)))
		.orderBy(item.inventoryNumber);
	return found(own, `${category} of ${who.name}`).id;
}

function newcomer(context: AskContext): Ask {
	const { town, who } = context;
	const system = context.registers.systems.get('lasteaiapaevik');
	const right = { system, role: context.registers.roles.get('lasteaiapaevik/muutja') };
	return {
		slug: 'new-employee',
		values: {
			first_name: 'Kadri',
			last_name: 'Mets',
			position: 'õpetaja',
			unit: town.units.get('la-naerulind'),
			place: who.placeId,
			line_manager: who.id,
			from: inDays(context, 11),
			language: 'et',
			first_contact: '5801',
			replaces: false,
			computer: 'laptop',
			phone: false,
			systems: [{ right }],
			notes: 'Kadri alustab kell 8. Palun samad õigused, mis olid Maret Tammel.'
		}
	};
}

const PLANNED: Planned[] = [
	{
		when: [3, 90],
		by: PIRET,
		ask: access(
			'gis/vaataja',
			'Eelarve investeeringute kaardile on vaja vaadata objektide asukohti.'
		),
		fate: { stop: 'awaiting_approval' }
	},
	{
		when: [5, 60],
		by: PIRET,
		ask: thing('monitor', 'Võrdlen eelarve tabeleid ja ühelt ekraanilt ei mahu ära.'),
		fate: { stop: 'in_progress', agent: RASMUS }
	},
	{
		when: [7, 200],
		by: PIRET,
		ask: fault('mail', 'Kirjad ei tule telefoni, arvutis on olemas.'),
		fate: { stop: 'waiting_requester', asks: true, agent: RASMUS }
	},
	{
		when: [8, 40],
		by: PIRET,
		ask: install('pdf-toimetaja', 'Panen eelarve lisad üheks failiks kokku.'),
		fate: { stop: 'fulfilled', agent: RASMUS }
	},
	{
		when: [9, 300],
		by: PIRET,
		ask: install('videokoosolek', 'Korraldan eelarve arutelusid.'),
		fate: { decision: 'returned', stop: 'returned' }
	},
	{
		when: [40, 100],
		by: PIRET,
		ask: fault('computer', 'Arvuti hangub, kui avan suure tabeli.'),
		fate: { confirms: true, agent: RASMUS }
	},
	{
		when: [90, 100],
		by: PIRET,
		ask: install('eelarvemudel', 'Kuuaruannete graafikud.'),
		fate: { confirms: true }
	},
	{
		when: [2, 30],
		by: 'hanna.lepmets@linn.example',
		ask: access('raamatupidamine/vaataja', 'Kontrollin arvete seisu enne maksmist.'),
		fate: { stop: 'awaiting_approval' }
	},
	{
		when: [1, 100],
		by: 'kristi.parts@linn.example',
		ask: thing('headset', 'Videokoosolekutel on ruumis lärm.'),
		fate: { stop: 'awaiting_approval' }
	},
	{
		when: [4, 420],
		by: 'siim.joeaar@linn.example',
		ask: install('eelarvemudel', 'Koostan 2027. aasta eelarve ülevaadet.'),
		fate: { stop: 'awaiting_approval' }
	},
	{
		when: [1, 380],
		by: 'katre.lohmus@linn.example',
		ask: thing('laptop', 'Vana sülearvuti on kuus aastat vana ja hangub hangete avamisel.'),
		fate: { stop: 'awaiting_approval' }
	},
	{
		when: [6, 30],
		by: TARMO,
		ask: fix('phone', 'battery', 'Aku kestab ainult pool päeva.'),
		fate: { stop: 'waiting_vendor', vendor: true, agent: RASMUS }
	},
	{
		when: [12, 30],
		by: TARMO,
		ask: access('personal/juht', 'Kinnitan osakonna puhkusi.'),
		fate: { confirms: true }
	},
	{
		when: [5, 60],
		by: LIIS,
		ask: fix(
			'tablet',
			'screen',
			'Tahvelarvuti kukkus õppekäigul maha ja klaas läks mõraks. Ekraan töötab, aga lapsed ei saa seda ohutult kasutada.'
		),
		fate: { stop: 'fulfilled', agent: RASMUS }
	},
	{
		when: [2, 60],
		by: LIIS,
		ask: access('rahvastikuregister/vaataja', 'Kontrollin uute laste aadresse.'),
		fate: { stop: 'awaiting_approval' }
	},
	{
		when: [30, 60],
		by: LIIS,
		ask: install('opiprogramm', 'Mängime rühmas tähti ja numbreid.'),
		fate: { confirms: true }
	},
	{
		when: [8, 90],
		by: KATRIN,
		ask: newcomer,
		fate: { stop: 'in_progress', tasks: 2, agent: RASMUS }
	},
	{
		when: [20, 90],
		by: KATRIN,
		ask: fault('internet', 'Wifi kaob rühmaruumides iga poole tunni tagant.'),
		fate: { confirms: true }
	},
	{
		when: [2, 200],
		by: ENE,
		for: 'kristel.salu@linn.example',
		ask: values('forgotten-password', { account: 'computer', sees: 'locked', call: '5802' }),
		fate: { stop: 'queued' }
	},
	{ when: [6, 200], by: ENE, ask: printerCode, fate: { stop: 'fulfilled' } },
	{
		when: [25, 200],
		by: ENE,
		for: 'kristel.salu@linn.example',
		ask: thing('headset', 'Õpetaja abi kuulab koolitusi rühmas.'),
		fate: { confirms: true }
	},
	{
		when: [45],
		by: 'valentina.smirnova@linn.example',
		ask: values('forgotten-password', { account: 'computer', sees: 'expired', call: '5805' }),
		fate: { stop: 'queued' }
	},
	{
		when: [38],
		by: 'toomas.rebane@linn.example',
		ask: fault('computer', 'Monitor vilgub.'),
		fate: { stop: 'queued' }
	},
	{
		when: [4, 100],
		by: 'mart.oja@linn.example',
		ask: access('dokumendihaldus/registripidaja', 'Asendan kolleegi registris.'),
		fate: { stop: 'in_progress', agent: RASMUS }
	},
	{
		when: [3, 300],
		by: 'olga.petrova@linn.example',
		ask: thing('headset', 'Наушники для четырёх человек: в зале шумно.'),
		fate: { stop: 'in_progress', agent: RASMUS }
	},
	{
		when: [15, 30],
		by: 'author@linn.example',
		ask: install('videokoosolek', 'Teen veebikoolitusi.'),
		fate: { confirms: true }
	},
	{
		when: [2, 30],
		by: 'auditor@linn.example',
		ask: access('raamatupidamine/vaataja', 'Siseaudit vaatab kolmanda kvartali arveid.'),
		fate: { stop: 'awaiting_approval' }
	},
	{
		when: [4, 30],
		by: 'admin@linn.example',
		ask: thing('monitor', 'Nõupidamisruumi juhtpaneel.'),
		fate: { stop: 'awaiting_approval' }
	}
];

/** The planned requests as stories. */
export function plannedStories(town: Town, registers: Registers, now: Date): Beginning[] {
	return PLANNED.map(({ when, by, ask, fate, ...planned }) => {
		const context: AskContext = { town, registers, who: town.who(by) };
		const [first, minute] = when;
		return {
			at: minute === undefined ? minutesAgo(now, first) : daysAgo(now, first, minute),
			story: requestStory({
				context,
				beneficiary: planned.for ? town.who(planned.for) : undefined,
				ask: () => ask(context),
				fate: { decision: 'approved', ...fate }
			})
		};
	});
}
