import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { RecordLabels } from '#lib/catalogue/render-answer.ts';
import type { Locale, LocalizedText } from '#lib/i18n/localized.ts';
import type { WorkingCalendar } from '#lib/working-time/calendar.ts';
import type { accessRight, systemRole } from '#lib/server/systems/tables.ts';
import type { item } from '#lib/server/equipment/tables.ts';
import type { softwareSeat } from '#lib/server/software/tables.ts';
import type { Random } from '../sample/random.ts';
import type { WholeRow } from './copy-rows.ts';
import type { IdMaker } from './seeded-ids.ts';

/** An item as it stands at the end; `write-items.ts` tells by which acts it came to that. */
export type ItemRow = Pick<
	WholeRow<typeof item>,
	| 'id'
	| 'inventoryNumber'
	| 'category'
	| 'model'
	| 'serial'
	| 'state'
	| 'holderId'
	| 'placeId'
	| 'room'
	| 'heldSince'
	| 'boughtOn'
	| 'warrantyUntil'
	| 'requestId'
	| 'requestNumber'
	| 'updatedAt'
> & {
	/** Who had it first, of one that lies in stock again. */
	hadBy: string;
	/** How often it was handed over and given back before that. */
	before: number;
};
export type RightRow = WholeRow<typeof accessRight>;
export type SeatRow = WholeRow<typeof softwareSeat>;

/** A seat of a person that nobody has asked about. */
export const NEW_SEAT = {
	itemId: null,
	state: 'active',
	lastUsedOn: null,
	askedAt: null,
	answerBy: null,
	remindedAt: null,
	keptUntil: null,
	keptWhy: '',
	evidence: ''
} as const;

/** A unit of the loaded organisation. */
export type LoadedUnit = {
	id: string;
	code: string;
	name: LocalizedText;
	kind: string;
	parent: LoadedUnit | null;
	ancestorIds: string[];
	placeId: string;
	isKindergarten: boolean;
	people: LoadedPerson[];
};

/** Somebody of it, with what they hold at the moment that is being played. */
export type LoadedPerson = {
	id: string;
	email: string;
	name: string;
	position: string;
	phone: string;
	locale: Locale;
	unit: LoadedUnit;
	manager: LoadedPerson | null;
	isHead: boolean;
	items: ItemRow[];
	/** What is held now, by role and by product. */
	rights: Map<string, RightRow>;
	seats: Map<string, SeatRow>;
};

/** A role in a system that can be asked for. */
export type LoadedRole = Pick<
	typeof systemRole.$inferSelect,
	'id' | 'systemId' | 'slug' | 'name' | 'maxDays'
> & { systemSlug: string; systemKind: string; systemName: LocalizedText; owner: LoadedPerson };

export type LoadedService = {
	id: string;
	versionId: string;
	slug: string;
	definition: ServiceDefinition;
	weight: number;
};

/** Everything the stories of requests draw on. */
export type World = {
	now: Date;
	random: Random;
	makeId: IdMaker;
	units: LoadedUnit[];
	people: LoadedPerson[];
	agents: LoadedPerson[];
	admin: LoadedPerson;
	services: LoadedService[];
	roles: LoadedRole[];
	products: { id: string; slug: string; name: string }[];
	/** Registers as they grow while requests are fulfilled. */
	items: ItemRow[];
	rights: RightRow[];
	seats: SeatRow[];
	labels: Record<Locale, RecordLabels>;
	calendars: { office: WorkingCalendar; kindergarten: WorkingCalendar };
};
