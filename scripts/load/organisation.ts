import { SAMPLE_SIGN_INS, type SampleRole } from '#lib/server/auth/sample-sign-ins.ts';
import type { place, unit } from '#lib/server/people/tables.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Random } from '../sample/random.ts';
import type { WholeRow } from './copy-rows.ts';
import type { LoadedPerson, LoadedUnit } from './model.ts';
import {
	DEPARTMENTS,
	DISTRICTS,
	FIRST_NAMES,
	KINDERGARTENS,
	KINDERGARTEN_POSITIONS,
	LAST_NAMES,
	OFFICES,
	POSITIONS,
	STREETS
} from './names.ts';
import type { IdMaker } from './seeded-ids.ts';

export type PlaceRow = WholeRow<typeof place>;
export type UnitRow = WholeRow<typeof unit>;

export type Organisation = {
	places: PlaceRow[];
	units: LoadedUnit[];
	people: LoadedPerson[];
	/** Who has which of the sample's sign-ins. */
	signIns: Map<SampleRole, LoadedPerson>;
	agents: LoadedPerson[];
};

type Making = { random: Random; makeId: IdMaker; begin: Date; taken: ReadonlySet<string> };

const PEOPLE_IN_UNIT = 14;
const UNITS_IN_DEPARTMENT = 8;

/**
 * Plans a town of so many people: departments of offices and kindergartens, heads as line managers up to the mayor,
 * one agent for about a hundred and fifty. Addresses in `taken` are not given again; the sample's sign-ins that are
 * free go to people who fit them.
 */
export function planOrganisation(count: number, making: Making): Organisation {
	const { units, places } = planUnits(Math.max(4, Math.ceil(count / PEOPLE_IN_UNIT)), making);
	const people: LoadedPerson[] = [];
	// Heads first, from the top, so that everybody's manager is there before them.
	const order = [...units, ...cycle(units.slice(1), Math.max(0, count - units.length))];
	for (const unit of order.slice(0, count)) people.push(newPerson(unit, people.length, making));
	const desk = units.find((unit) => unit.code === 'load-it');
	const agents = (desk?.people ?? []).slice(0, Math.max(3, Math.ceil(count / 150)));
	const signIns = giveSignIns({ units, people, agents }, making.taken);
	return { places, units, people, signIns, agents };
}

function planUnits(count: number, { random, makeId, begin }: Making) {
	const places: PlaceRow[] = [];
	const units: LoadedUnit[] = [];
	const addPlace = (name: LocalizedText, hours: string) => {
		const row: PlaceRow = {
			id: makeId(begin),
			code: `load-${places.length + 1}`,
			name,
			address: `${random.pick(STREETS)} ${random.between(1, 90)}`,
			district: random.pick(DISTRICTS),
			hours,
			headId: null,
			parentId: null,
			active: true
		};
		places.push(row);
		return row.id;
	};
	const addUnit = (parent: LoadedUnit | null, kind: string, name: LocalizedText, code?: string) => {
		const id = makeId(begin);
		const isKindergarten = kind === 'kindergarten';
		const placeId =
			isKindergarten || !parent
				? addPlace(name, isKindergarten ? 'kindergarten' : 'office')
				: parent.placeId;
		const made: LoadedUnit = {
			id,
			code: code ?? `load-${units.length + 1}`,
			name,
			kind,
			parent,
			ancestorIds: [...(parent?.ancestorIds ?? []), id],
			placeId,
			isKindergarten,
			people: []
		};
		units.push(made);
		return made;
	};
	const root = addUnit(null, 'organisation', {
		et: 'Suurlinna valitsus',
		ru: 'Управа Суурлинна',
		en: 'Suurlinn City'
	});
	addUnit(root, 'office', { et: 'IT-teenistus', ru: 'Служба ИТ', en: 'IT department' }, 'load-it');
	for (let n = 0; units.length < count; n += 1) {
		const department = addUnit(root, 'department', numbered(DEPARTMENTS, n));
		for (let k = 0; k < UNITS_IN_DEPARTMENT && units.length < count; k += 1) {
			const nth = n * UNITS_IN_DEPARTMENT + k;
			if (n % 3 === 0) addUnit(department, 'kindergarten', kindergarten(nth));
			else addUnit(department, 'office', numbered(OFFICES, nth));
		}
	}
	return { units, places };
}

function numbered(names: readonly LocalizedText[], nth: number): LocalizedText {
	const name = names[nth % names.length] as LocalizedText;
	const round = Math.floor(nth / names.length);
	if (round === 0) return name;
	return {
		et: `${name.et} ${round + 1}`,
		ru: `${name.ru} ${round + 1}`,
		en: `${name.en} ${round + 1}`
	};
}

function kindergarten(nth: number): LocalizedText {
	const round = Math.floor(nth / KINDERGARTENS.length);
	const name = `${KINDERGARTENS[nth % KINDERGARTENS.length]}${round === 0 ? '' : ` ${round + 1}`}`;
	return { et: `Lasteaed ${name}`, ru: `Детский сад ${name}`, en: `Kindergarten ${name}` };
}

function* cycle<T>(of: readonly T[], count: number): Generator<T> {
	for (let n = 0; n < count; n += 1) yield of[n % of.length] as T;
}

function newPerson(unit: LoadedUnit, nth: number, { random, makeId, begin }: Making): LoadedPerson {
	const locale = random.chance(78) ? 'et' : random.chance(92) ? 'ru' : 'en';
	const language = locale === 'ru' ? 'ru' : 'et';
	const name = `${random.pick(FIRST_NAMES[language])} ${random.pick(LAST_NAMES[language])}`;
	const isHead = unit.people.length === 0;
	const above = isHead ? unit.parent : unit;
	const person: LoadedPerson = {
		id: makeId(begin),
		email: `${plain(name)}.${nth + 1}@linn.example`,
		name,
		position: isHead
			? 'juhataja'
			: random.pick(unit.isKindergarten ? KINDERGARTEN_POSITIONS : POSITIONS),
		phone: `5${random.between(100_000, 999_999)}`,
		locale,
		unit,
		manager: above?.people[0] ?? null,
		isHead,
		items: [],
		rights: new Map(),
		seats: new Map()
	};
	unit.people.push(person);
	return person;
}

function plain(name: string): string {
	const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
	return letters.replace(/[^a-z]+/g, '.');
}

function giveSignIns(
	{ units, people, agents }: Pick<Organisation, 'units' | 'people' | 'agents'>,
	taken: ReadonlySet<string>
): Map<SampleRole, LoadedPerson> {
	const garden = units.find((unit) => unit.isKindergarten);
	const office = units.find((unit) => unit.kind === 'office' && unit.code !== 'load-it');
	const desk = agents[0]?.unit.people ?? [];
	const fits: Record<SampleRole, LoadedPerson | undefined> = {
		employee: office?.people[1],
		manager: office?.people[0],
		representative: garden?.people[1],
		teacher: garden?.people[2],
		agent: agents[1],
		admin: agents[0],
		author: desk.at(-1),
		auditor: people.at(-1)
	};
	const signIns = new Map<SampleRole, LoadedPerson>();
	const given = new Set<LoadedPerson>();
	for (const { role, email } of SAMPLE_SIGN_INS) {
		const who = fits[role] ?? people.find((person) => !given.has(person) && !person.isHead);
		if (!who || given.has(who)) continue;
		given.add(who);
		signIns.set(role, who);
		if (!taken.has(email)) who.email = email;
	}
	return signIns;
}
