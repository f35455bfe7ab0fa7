import type { Actor } from '$lib/people/actor.ts';
import type { ItemEvent } from '$lib/equipment/item-states.ts';
import { itemTitle } from '$lib/equipment/item-words.ts';
import { type FieldIssues, invalid, notFound } from '$lib/errors.ts';
import { formatDate } from '$lib/format/dates.ts';
import { isoDay } from '$lib/format/moments.ts';
import { m } from '$lib/paraglide/messages.js';
import { getLocale } from '$lib/paraglide/runtime.js';
import type { Db } from '$lib/server/db/client.ts';
import { lookUpItems, type LookedUp } from '$lib/server/equipment/acts/look-up-items.ts';
import { errorText } from '$lib/server/web/error-text.ts';
import type { LineKind } from './line-kinds.ts';

/** What an act of the kind does to its things. */
const eventOfKind: Record<LineKind, ItemEvent> = {
	handover: 'handed_over',
	return: 'returned',
	transfer: 'relocated',
	repair: 'sent_to_repair'
};

/** A thing as the form shows it, with what is wrong with it. */
export type ItemLine = {
	number: string;
	title: string;
	problem: string;
	note: string;
	/** What else matters about it for this act. */
	aside: string;
};

/** The act that is put together, and when. */
type Making = { kind: LineKind; now: Date };

/** What was scanned or typed, as lines of an act of the kind. Throws NotFound for who is not of the desk. */
export async function linesOf(
	db: Db,
	actor: Actor,
	making: Making,
	typed: readonly string[]
): Promise<ItemLine[]> {
	const found = await lookUpItems(db, actor, typed, eventOfKind[making.kind]);
	return found.map(({ typed: number, item }) =>
		item
			? lineOf(item, making)
			: {
					...{ number, title: '', note: '', aside: '' },
					problem: errorText('acts_unknown_number', { number })
				}
	);
}

/** One more line: the thing with this number. Throws NotFound when there is none. */
export async function findLine(db: Db, actor: Actor, making: Making, number: string) {
	const [found] = await lookUpItems(db, actor, [number], eventOfKind[making.kind]);
	if (!found?.item) throw notFound();
	return { ...lineOf(found.item, making), holderName: found.item.holderName ?? '' };
}

type Known = NonNullable<LookedUp['item']>;

const lineOf = (item: Known, { kind, now }: Making): ItemLine => ({
	...{ number: item.inventoryNumber, title: itemTitle(item), note: '' },
	problem: item.refusal ? errorText(item.refusal.key, item.refusal.details) : '',
	aside:
		kind === 'repair' ? [item.holderName, warrantyOf(item, now)].filter(Boolean).join(', ') : ''
});

const warrantyOf = ({ warrantyUntil }: Known, now: Date): string =>
	warrantyUntil !== null && warrantyUntil >= isoDay(now)
		? m.repair_warranty_till({ day: formatDate(warrantyUntil, getLocale()) })
		: m.repair_warranty_none();

/** The things that an address names: `?items=a,b`. */
export const namedItems = (url: URL): string[] =>
	url.searchParams
		.getAll('items')
		.flatMap((text) => text.split(','))
		.filter(Boolean)
		.slice(0, 500);

type SentLines = { numbers: string[]; notes: string[]; typed: string };

/** Each number with what was written beside it: from the lines, and from the field for several at once. */
function numbersOf({ numbers, notes, typed }: SentLines): { number: string; note: string }[] {
	const more = typed.split(/[\s,;]+/).map((number) => ({ number, note: '' }));
	const lines = [
		...numbers.map((number, n) => ({ number, note: (notes[n] ?? '').trim() })),
		...more
	];
	const seen = new Map(lines.map((line) => [line.number.trim().toUpperCase(), line]));
	seen.delete('');
	return [...seen.values()].map(({ number, note }) => ({ number: number.trim(), note }));
}

/**
 * The things of a sent form, each once, with their notes by id. Throws Invalid at `typed` when there is none, or one that
 * is not in the register; `issues` are what the rest of the form got wrong.
 */
export async function sentItems(
	db: Db,
	actor: Actor,
	kind: LineKind,
	sent: SentLines,
	issues: FieldIssues = {}
): Promise<{ refs: { itemId: string }[]; notes: Record<string, string> }> {
	const lines = numbersOf(sent);
	const asked = lines.map(({ number }) => number);
	const found = await lookUpItems(db, actor, asked, eventOfKind[kind]);
	const known = found.flatMap(({ item }, n) =>
		item ? [[item.id, lines[n]?.note ?? ''] as const] : []
	);
	const typed = lines.length === 0 ? 'acts_nothing_chosen' : 'acts_some_unknown';
	const isWrong = known.length === 0 || known.length < lines.length;
	const all: FieldIssues = isWrong ? { typed: [typed], ...issues } : issues;
	if (Object.keys(all).length > 0) throw invalid(all);
	const notes = Object.fromEntries(known);
	return { refs: Object.keys(notes).map((itemId) => ({ itemId })), notes };
}
