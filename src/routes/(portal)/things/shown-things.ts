import { categoryIcon } from '$lib/equipment/category-icon.ts';
import { itemTitle } from '$lib/equipment/item-words.ts';
import { formatDateShort, formatDay } from '$lib/format/dates.ts';
import { daysBetween, isoDay } from '$lib/format/moments.ts';
import { localize, type Locale } from '$lib/i18n/localized.ts';
import { m } from '$lib/paraglide/messages.js';
import { whoseHands } from '$lib/requests/whose-hands.ts';
import type { SharedItem } from '$lib/server/equipment/mine/things-parts.ts';
import type { OpenRequestOn, ThingsOf } from '$lib/server/requests/queries/things-of.ts';
import { EXPIRING_WITHIN_DAYS } from '$lib/systems/system-kinds.ts';
import type { ThingTraining } from '$lib/training/thing-training.ts';
import { isYours } from './is-yours.ts';

/** Who reads the page, whether the things are their own, and when. */
type Reader = { personId: string; own: boolean; locale: Locale; now: Date };

/** What somebody has and waits for, in the words that the page shows: its script needs each of them a second time. */
export function shownThings(things: ThingsOf, training: ThingTraining[], reader: Reader) {
	const held = { things, training, reader };
	const asked = (found: (request: OpenRequestOn) => boolean) =>
		things.requests.filter(found).map((request) => awaited(request, reader));
	const hasRole = (about: readonly string[]) =>
		things.rights.some(({ roleId }) => about.includes(roleId));
	return {
		items: things.items.map((one) => shownItem(one, held)),
		seats: things.seats.map((one) => shownSeat(one, held)),
		rights: things.rights.map((one) => shownRight(one, held)),
		awaited: {
			items: asked(({ gives }) => gives === 'item'),
			seats: asked(({ gives }) => gives === 'seat'),
			rights: asked(
				({ gives, about }) => (gives === 'right' || gives === 'group') && !hasRole(about)
			)
		}
	};
}

type Held = { things: ThingsOf; training: ThingTraining[]; reader: Reader };

export type ShownItem = ReturnType<typeof shownItem>;
export type ShownSeat = ReturnType<typeof shownSeat>;
export type ShownRight = ReturnType<typeof shownRight>;
export type ShownShared = ReturnType<typeof shownShared>;
export type ShownRequest = ReturnType<typeof shownRequest>;
export type ShownTraining = ReturnType<typeof trainingAbout>;
export type AwaitedThing = ReturnType<typeof awaited>;

function shownItem(item: ThingsOf['items'][number], { things, reader }: Held) {
	const { id, category, state } = item;
	const day = item.heldSince && formatDateShort(item.heldSince, reader.locale);
	const since = day && (reader.own ? m.registers_since_you({ day }) : m.registers_since({ day }));
	const place = item.placeName && localize(item.placeName, reader.locale);
	const warranty =
		item.warrantyUntil &&
		item.warrantyUntil >= isoDay(reader.now) &&
		m.mine_warranty({ day: formatDateShort(item.warrantyUntil, reader.locale) });
	return {
		...{ id, category, state, icon: categoryIcon(item.icon), title: itemTitle(item) },
		where: [item.inventoryNumber, place, item.room, since, warranty].filter(Boolean).join(', '),
		said: things.said.filter(({ itemId }) => itemId === id),
		request: requestAbout(id, things, reader)
	};
}

/** A thing that nobody holds by name. */
export function shownShared(item: SharedItem) {
	const { id, category, state, inventoryNumber, room } = item;
	return {
		...{ id, category, state, icon: categoryIcon(item.icon), title: itemTitle(item) },
		where: [inventoryNumber, room].filter(Boolean).join(', ')
	};
}

function shownSeat(seat: ThingsOf['seats'][number], { things, training, reader }: Held) {
	const { productName, requestNumber } = seat;
	return {
		...{ productName, requestNumber },
		what: localize(seat.description, reader.locale),
		given: m.registers_given_on({ day: formatDateShort(seat.takenAt, reader.locale) }),
		request: requestAbout(seat.productId, things, reader),
		training: trainingAbout(seat.productSlug, training, reader)
	};
}

function shownRight(right: ThingsOf['rights'][number], { things, training, reader }: Held) {
	const { requestNumber, approvedBy, grantedBy, validUntil, systemId, roleId } = right;
	const { locale, now } = reader;
	const day = formatDateShort(right.validFrom, locale);
	const days = validUntil === null ? Infinity : daysBetween(now, validUntil);
	return {
		...{ requestNumber, approvedBy },
		system: localize(right.systemName, locale),
		role: localize(right.roleName, locale),
		given: grantedBy
			? m.registers_given_by({ name: grantedBy, day })
			: m.registers_given_on({ day }),
		until: validUntil && formatDay(validUntil, locale, 'until', now),
		/** It ends soon: in how many days, and what the form for prolonging it is told. */
		ends: days <= EXPIRING_WITHIN_DAYS ? { days, right: `${systemId}:${roleId}` } : null,
		request: requestAbout(roleId, things, reader),
		training: trainingAbout(right.systemSlug, training, reader)
	};
}

function shownRequest({ number, title, status, requesterId }: OpenRequestOn, reader: Reader) {
	const yours = isYours({ requesterId, status }, reader.own, reader.personId);
	return { number, title, status, yours };
}

/** Something that was asked for, and in whose hands it is. */
function awaited(request: OpenRequestOn, reader: Reader) {
	const mine = reader.own || request.requesterId === reader.personId;
	return { ...shownRequest(request, reader), hands: whoseHands(request, { ...reader, mine }) };
}

/** The newest open request that names a record; one that waits for the reader comes first. */
function requestAbout(id: string, { requests }: ThingsOf, reader: Reader) {
	const found = requests
		.filter(({ about }) => about.includes(id))
		.map((request) => shownRequest(request, reader));
	return found.find(({ yours }) => yours) ?? found[0] ?? null;
}

/** The modules that teach a product or system, by its slug. */
const trainingAbout = (slug: string, training: ThingTraining[], { locale }: Reader) =>
	training
		.filter(({ about }) => about === slug)
		.map((one) => ({
			...{ slug: one.slug, state: one.state, inAll: one.inAll },
			title: localize(one.title, locale)
		}));
