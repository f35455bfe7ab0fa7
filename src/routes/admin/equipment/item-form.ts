import { ownName, ownTyped } from '$lib/equipment/own-fields.ts';
import { formatDayNumeric } from '$lib/format/dates.ts';
import { typedAmount } from '$lib/format/money.ts';
import type { ItemPage } from '$lib/server/equipment/get-item.ts';
import { listCategories } from '$lib/server/equipment/register/categories.ts';
import type { ItemExtras } from '$lib/server/equipment/register/item-extras.ts';
import { listModelOptions } from '$lib/server/equipment/register/list-models.ts';
import { listUnitOptions } from '$lib/server/people/list-unit-options.ts';
import { resolveTypedPeople } from '$lib/server/people/resolve-typed-people.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { FieldIssues } from '$lib/errors.ts';
import type { OwnField } from '$lib/equipment/own-fields.ts';
import type { FormValues } from '$lib/server/web/parse-form.ts';

/** What the form of an item offers to choose from. */
export async function itemChoices({ locals }: { locals: App.Locals }) {
	const { db, locale } = locals;
	const [units, kinds, models] = await Promise.all([
		listUnitOptions(db, locale),
		listCategories(db),
		listModelOptions(db)
	]);
	return {
		units,
		kinds,
		models: models.map(({ category, name, maker }) => ({ category, name, maker }))
	};
}

/** An item as its form shows it. */
export function itemValues(item: ItemPage, extras: ItemExtras, fields: OwnField[]): FormValues {
	const day = (value: string | null) => (value ? formatDayNumeric(value) : '');
	const own = fields.flatMap(({ id, key, type }) => {
		const value = extras.own.find(({ fieldId }) => fieldId === id)?.value ?? '';
		return [
			[
				ownName(key),
				type === 'date' ? day(value) : value.replace('.', type === 'number' ? ',' : '.')
			]
		];
	});
	const { category, model, serial, ownTag, machineUuid, supplier, orderNumber, note } = item;
	return {
		...{ category, model, serial, ownTag, machineUuid, supplier, orderNumber, note },
		unitId: item.unitId ?? '',
		responsibleId: item.responsibleId ?? '',
		responsibleId_text: item.responsibleName ?? '',
		contactId: item.contactId ?? '',
		contactId_text: item.contactName ?? '',
		priceCents: typedAmount(item.priceCents),
		lifeMonths: item.lifeMonths === null ? '' : String(item.lifeMonths),
		boughtOn: day(item.boughtOn),
		warrantyUntil: day(item.warrantyUntil),
		partOf: extras.partOf?.inventoryNumber ?? '',
		...Object.fromEntries(own)
	};
}

/** Fills in the people whose names were typed; what was typed in own fields. */
export async function itemTyped(
	event: { locals: App.Locals },
	form: FormData,
	values: FormValues
): Promise<{ own: Record<string, string>; untold: FieldIssues }> {
	const { db } = event.locals;
	const untold = await resolveTypedPeople(db, signedIn(event), form, [
		'responsibleId',
		'contactId'
	]);
	return { own: ownTyped(values), untold };
}
