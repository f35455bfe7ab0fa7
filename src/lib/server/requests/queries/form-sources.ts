import { kindsIn, type FormSources, type SystemChoice } from '#lib/catalogue/form-sources.ts';
import type { TypedValues } from '#lib/catalogue/read-answers.ts';
import { readTyped } from '#lib/catalogue/read-answers.ts';
import { answerRecords } from '#lib/catalogue/render-answer.ts';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import type { ServiceField } from '#lib/catalogue/service-field.ts';
import type { Locale } from '#lib/i18n/localized.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Choice } from '#lib/ui/combobox.svelte.ts';
import type { Db } from '#lib/server/db/client.ts';
import { devicesToName } from '#lib/server/equipment/mine/usable-items.ts';
import { mayReadThingsOf } from '#lib/people/register-scope.ts';
import { findPersonFacts } from '#lib/server/people/person-facts.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import { listPlaceOptions } from '#lib/server/people/list-places.ts';
import { listUnitOptions } from '#lib/server/people/list-unit-options.ts';
import { seatsToGiveBack } from '#lib/server/software/list-held-seats.ts';
import { rightsToGiveBack } from '#lib/server/systems/list-held-rights.ts';
import { productOptions } from '#lib/server/software/product-options.ts';
import { systemOptions } from '#lib/server/systems/system-options.ts';
import { listOwnFiles } from './own-files.ts';

/** Kinds of fields that offer what somebody has. */
const HELD = ['my_equipment', 'my_seat', 'my_right'] as const;

type Wanted = {
	fields: readonly ServiceField[];
	typed: Readonly<TypedValues>;
	/** Whose devices can be chosen, beside the asker's own. */
	beneficiaryIds: readonly string[];
	locale: Locale;
};

/**
 * What can be chosen in a form, only of the kinds that it asks for, and the names of what was chosen before. The devices
 * are those of the person it is for and those shared where that person works; when it is for several, the asker's own.
 */
export async function getFormSources(db: Db, actor: Actor, wanted: Wanted): Promise<FormSources> {
	const { fields, locale } = wanted;
	const kinds = kindsIn(fields);
	const chosen = chosenRecords(wanted);
	const [only] = wanted.beneficiaryIds;
	const holder = wanted.beneficiaryIds.length === 1 && only ? only : actor.personId;
	const asksHeld = HELD.some((kind) => kinds.has(kind));
	const devicesOf = asksHeld ? await readableHolder(db, actor, holder) : holder;
	const [units, places, equipment, software, seats, rights, systems, people, files] =
		await Promise.all([
			kinds.has('unit') ? listUnitOptions(db, locale) : undefined,
			kinds.has('place') ? placeChoices(db, locale) : undefined,
			kinds.has('my_equipment') ? deviceChoices(db, devicesOf) : undefined,
			kinds.has('software') ? softwareChoices(db, locale) : undefined,
			kinds.has('my_seat') ? seatChoices(db, devicesOf) : undefined,
			kinds.has('my_right') ? rightChoices(db, devicesOf, locale) : undefined,
			kinds.has('system_role') ? systemChoices(db, locale) : undefined,
			listPersonNames(db, chosen('person')),
			listOwnFiles(db, actor, chosen('file'))
		]);
	return {
		...{ units, places, equipment, software, seats, rights, systems },
		...{ people: Object.fromEntries(people), files }
	};
}

function chosenRecords({ fields, typed }: Wanted): (kind: ServiceField['kind']) => string[] {
	const records = answerRecords(fields, readTyped(fields, typed).raw as Answers);
	return (kind) => records.filter((one) => one.kind === kind && isId(one.id)).map((one) => one.id);
}

async function placeChoices(db: Db, locale: Locale): Promise<Choice[]> {
	const places = await listPlaceOptions(db, locale);
	return places.map(({ id, name, address }) => ({ value: id, label: name, detail: address }));
}

/** Somebody else's devices only where the asker may see them; otherwise the asker's own. */
async function readableHolder(db: Db, actor: Actor, holderId: string): Promise<string> {
	if (holderId === actor.personId) return holderId;
	const holder = await findPersonFacts(db, holderId);
	const seen = holder && mayReadThingsOf(actor, { ...holder, personId: holder.id });
	return seen ? holderId : actor.personId;
}

async function deviceChoices(db: Db, personId: string): Promise<Choice[]> {
	const items = await devicesToName(db, personId);
	return items.map(({ id, model, inventoryNumber, room }) => ({
		value: id,
		label: model,
		detail: [inventoryNumber, room].filter(Boolean).join(', ')
	}));
}

async function seatChoices(db: Db, personId: string): Promise<Choice[]> {
	const seats = await seatsToGiveBack(db, personId);
	return seats.map(({ id, name, device }) => ({ value: id, label: name, detail: device ?? '' }));
}

async function rightChoices(db: Db, personId: string, locale: Locale): Promise<Choice[]> {
	const rights = await rightsToGiveBack(db, personId, locale);
	return rights.map(({ id, name, role }) => ({ value: id, label: name, detail: role }));
}

async function softwareChoices(db: Db, locale: Locale): Promise<Choice[]> {
	const products = await productOptions(db, locale);
	return products.map(({ id, name, description }) => ({
		value: id,
		label: name,
		detail: description
	}));
}

async function systemChoices(db: Db, locale: Locale): Promise<SystemChoice[]> {
	const systems = await systemOptions(db, locale);
	return systems.map(({ id, slug, kind, name, roles }) => ({
		id,
		slug,
		kind,
		name,
		roles: roles.map((role) => ({ id: role.id, name: role.name, detail: role.description }))
	}));
}
