import { and, eq, inArray } from 'drizzle-orm';
import type { RawAnswers } from '#lib/catalogue/answer-value.ts';
import type { ItemCategory } from '#lib/equipment/item-states.ts';
import { isoDay } from '#lib/format/moments.ts';
import { item } from '#lib/server/equipment/tables.ts';
import type { Registers } from '../load-registers.ts';
import type { Town, Townsman } from '../sample-town.ts';
import { WORDS, type WordKey } from './words.ts';

/** What somebody sends: a service and the form as typed. */
export type Ask = { slug: string; values: RawAnswers };

export type AskContext = { town: Town; registers: Registers; who: Townsman };

/** A way to ask; undefined when it makes no sense for this person. */
type AskMaker = (context: AskContext) => Promise<Ask | undefined> | Ask | undefined;

const DAY = 86_400_000;

/** A sentence that somebody types, in their language. */
export function words({ town, who }: AskContext, key: WordKey): string {
	return town.random.pick(WORDS[key][who.locale]);
}

/** A day so many days from now, as forms take it. */
export function inDays({ town }: AskContext, days: number): string {
	return isoDay(new Date(town.clock.now().getTime() + days * DAY));
}

/** Something of these kinds that the person has now. */
async function ownItem(
	{ town, who }: AskContext,
	categories: ItemCategory[]
): Promise<string | undefined> {
	const [own] = await town.db
		.select({ id: item.id })
		.from(item)
		.where(
			and(eq(item.holderId, who.id), eq(item.state, 'in_use'), inArray(item.category, categories))
		)
		.orderBy(item.inventoryNumber)
		.limit(1);
	return own?.id;
}

const COMPUTERS: ItemCategory[] = ['laptop', 'desktop'];

function right({ registers }: AskContext, path: string) {
	const [system = ''] = path.split('/');
	return { system: registers.systems.get(system), role: registers.roles.get(path) };
}

/** Which rights people of a unit come to need. */
const WANTED: [RegExp, string[]][] = [
	[/^la-/, ['hariduse-infosusteem/vaataja', 'rahvastikuregister/vaataja']],
	[/^(rahandus|eelarve|raamatupidamine)$/, ['raamatupidamine/vaataja', 'gis/vaataja']],
	[
		/^(sotsiaal|hoolekanne|lastekaitse|toetused)$/,
		['rahvastikuregister/vaataja', 'sotsiaalregister/vaataja']
	],
	[
		/^(ehitus|planeeringud|jarelevalve|linnavara|teed)$/,
		['ehitisregister/vaataja', 'gis/muutja', 'teehooldus/sisestaja']
	],
	[
		/./,
		[
			'veebileht/toimetaja',
			'rahvastikuregister/vaataja',
			'gis/vaataja',
			'dokumendihaldus/registripidaja'
		]
	]
];

/** Every way to ask that chance may choose, with how often it does. */
export const ASK_MAKERS: [number, AskMaker][] = [
	[24, faultReport],
	[16, systemAccess],
	[10, installSoftware],
	[10, forgottenPassword],
	[9, computer],
	[7, repair],
	[6, printer],
	[6, vpn],
	[5, meetingRoom],
	[5, groupMembership],
	[5, other],
	[4, phone],
	[3, sharedMailbox]
];

/** A fault of the person's own machine, or of what everybody uses. */
export async function faultReport(context: AskContext): Promise<Ask> {
	const { town, who } = context;
	const what = town.random.pick(['computer', 'internet', 'printer', 'mail', 'program'] as const);
	return {
		slug: 'fault-report',
		values: {
			what,
			item: what === 'computer' ? await ownItem(context, COMPUTERS) : undefined,
			program: what === 'program' ? words(context, 'program') : undefined,
			happens: words(context, `fault_${what}`),
			who: town.random.pick(['me', 'me', 'room', 'house']),
			work: town.random.pick(['yes', 'partly', 'partly', 'no']),
			place: who.placeId,
			phone: who.phone || '5555'
		}
	};
}

export function systemAccess(context: AskContext): Ask {
	const { town, who } = context;
	const wanted = WANTED.find(([units]) => units.test(who.unitCode))?.[1] ?? [];
	return {
		slug: 'system-access',
		values: {
			right: right(context, town.random.pick(wanted)),
			why: words(context, 'why_access'),
			from: inDays(context, town.random.between(0, 5)),
			logged: true
		}
	};
}

export async function installSoftware(context: AskContext): Promise<Ask | undefined> {
	const { town, registers } = context;
	const machine = await ownItem(context, COMPUTERS);
	if (!machine) return undefined;
	const product = town.random.pick([
		'qgis',
		'gimp',
		'pdf-toimetaja',
		'videokoosolek',
		'paroolihoidja',
		'libreoffice',
		'dikteerimine',
		'eelarvemudel'
	]);
	return {
		slug: 'install-software',
		values: {
			known: 'listed',
			product: registers.products.get(product),
			computer: machine,
			why: words(context, 'why_software')
		}
	};
}

function forgottenPassword(context: AskContext): Ask {
	return {
		slug: 'forgotten-password',
		values: {
			account: context.town.random.pick(['computer', 'phone', 'second']),
			sees: context.town.random.pick(['wrong', 'locked', 'expired']),
			call: context.who.phone || '5555'
		}
	};
}

export function computer(context: AskContext): Ask {
	const { town, who } = context;
	return {
		slug: 'computer',
		values: {
			thing: town.random.pick(['monitor', 'headset', 'laptop', 'monitor', 'tablet']),
			replaces: false,
			why: words(context, 'why_computer'),
			place: who.placeId
		}
	};
}

export async function repair(context: AskContext): Promise<Ask | undefined> {
	const { town, who } = context;
	const broken = await ownItem(context, ['laptop', 'desktop', 'phone', 'tablet', 'headset']);
	if (!broken) return undefined;
	return {
		slug: 'repair',
		values: {
			item: broken,
			parts: [town.random.pick(['screen', 'keys', 'battery', 'sound', 'body'])],
			what: words(context, 'repair'),
			usable: 'yes',
			place: who.placeId,
			phone: who.phone || '5555'
		}
	};
}

function printer(context: AskContext): Ask {
	const { random } = context.town;
	return {
		slug: 'printer',
		values: {
			what: random.pick(['toner', 'toner', 'code']),
			place: context.who.placeId,
			which: words(context, 'which_printer'),
			colours: [random.pick(['black', 'cyan', 'yellow'])]
		}
	};
}

export async function vpn(context: AskContext): Promise<Ask | undefined> {
	const laptop = await ownItem(context, ['laptop']);
	if (!laptop || context.who.isKindergarten) return undefined;
	return {
		slug: 'vpn',
		values: {
			reach: [context.town.random.pick(['drive', 'documents', 'accounting'])],
			device: 'mine',
			laptop,
			abroad: false,
			from: inDays(context, 1),
			agree: true
		}
	};
}

function meetingRoom(context: AskContext): Ask {
	const { random } = context.town;
	return {
		slug: 'meeting-room',
		values: {
			what: [random.pick(['projector', 'sound', 'laptop'])],
			place: context.who.placeId,
			room: words(context, 'room'),
			day: inDays(context, random.between(2, 9)),
			time: random.pick(['9.00', '10.30', '13.00', '15.15']),
			people: String(random.between(6, 60)),
			returns: true
		}
	};
}

function groupMembership(context: AskContext): Ask {
	const path = context.who.isKindergarten ? 'ruhm-lasteaiad/liige' : 'ruhm-juhid/liige';
	return {
		slug: 'group-membership',
		values: {
			group: right(context, path),
			why: words(context, 'why_group'),
			from: inDays(context, 0)
		}
	};
}

function other(context: AskContext): Ask {
	const { locale } = context.who;
	const [subject, more] = context.town.random.pick(WORDS.other_pairs[locale]).split(': ');
	return { slug: 'other', values: { subject, more, phone: context.who.phone || '5555' } };
}

function phone(context: AskContext): Ask | undefined {
	if (context.who.isKindergarten) return undefined;
	return {
		slug: 'phone',
		values: { what: ['handset'], limit: 'little', why: words(context, 'why_phone') }
	};
}

function sharedMailbox(context: AskContext): Ask {
	return {
		slug: 'shared-mailbox',
		values: {
			what: 'join',
			mailbox: right(context, 'postkast-info/lugeja'),
			why: words(context, 'why_mailbox')
		}
	};
}
