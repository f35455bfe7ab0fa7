import { ownName } from '#lib/equipment/own-fields.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { openCategories } from '#lib/server/equipment/register/categories.ts';
import type { ImportField } from '#lib/server/imports/import-spec.ts';

type Message = (inputs: object, options: { locale: 'et' | 'ru' | 'en' }) => string;

const inAll = (message: Message): LocalizedText => ({
	et: message({}, { locale: 'et' }),
	ru: message({}, { locale: 'ru' }),
	en: message({}, { locale: 'en' })
});

/** Fields of every item: their label, and the headings that other registers and accounts have for them. */
const FIELDS: { key: string; label: Message; aliases: string; required?: true }[] = [
	{
		key: 'inventoryNumber',
		label: m.imports_field_number,
		aliases:
			'inventari nr|inv nr|inv number|inventar nr|vara number|varanumber|vara nr|põhivara nr|инв номер|инв №|инвентарный №|номер|asset number|asset tag|asset no|inventory no|inventory nr|number',
		required: true
	},
	{
		key: 'ownTag',
		label: m.imports_field_tag,
		aliases: 'silt|kleebis|oma number|метка|наклейка|tag|label|local tag'
	},
	{
		key: 'serial',
		label: m.imports_field_serial,
		aliases:
			'seeria nr|seeria|sn|s n|tehase nr|tehasenumber|серийный №|сер номер|заводской номер|serial|serial no|serial nr|service tag'
	},
	{
		key: 'category',
		label: m.imports_field_category,
		aliases:
			'kategooria|tüüp|seadme liik|vara liik|grupp|категория|тип|группа|type|kind|device type'
	},
	{
		key: 'model',
		label: m.imports_field_model,
		aliases: 'nimetus|mudeli nimi|seade|toode|наименование|название|устройство|name|device|product'
	},
	{
		key: 'maker',
		label: m.imports_field_maker,
		aliases: 'mark|bränd|марка|manufacturer|brand|vendor'
	},
	{
		key: 'unitId',
		label: m.imports_field_unit,
		aliases: 'osakond|asutus|struktuuriüksus|отдел|учреждение|department|division|org unit'
	},
	{
		key: 'placeId',
		label: m.imports_field_place,
		aliases: 'koht|hoone|aadress|maja|здание|местоположение|расположение|location|building|site'
	},
	{
		key: 'room',
		label: m.imports_field_room,
		aliases: 'kabinet|tuba|rühm|кабинет|комната|группа детсада|office'
	},
	{
		key: 'holderId',
		label: m.imports_field_holder,
		aliases:
			'kasutaja nimi|töötaja|kelle käes|e post|у кого|работник|сотрудник|holder|assigned to|employee|email'
	},
	{
		key: 'responsibleId',
		label: m.imports_field_responsible,
		aliases:
			'vastutav isik|materiaalne vastutaja|materiaalselt vastutav|мол|материально ответственный|responsible|accountable'
	},
	{ key: 'contactId', label: m.imports_field_contact, aliases: 'kontakt|контакт|contact person' },
	{
		key: 'supplier',
		label: m.imports_field_supplier,
		aliases: 'hankija|müüja|продавец|supplier|seller'
	},
	{
		key: 'orderNumber',
		label: m.imports_field_order,
		aliases:
			'tellimuse nr|arve|arve nr|hange|номер заказа|счёт|order number|order no|invoice|po number'
	},
	{
		key: 'priceCents',
		label: m.imports_field_price,
		aliases:
			'hind|maksumus|soetusmaksumus|soetushind|summa|цена|стоимость|сумма|price|cost|purchase price'
	},
	{
		key: 'boughtOn',
		label: m.imports_field_bought,
		aliases:
			'ostukuupäev|soetatud|soetuskuupäev|soetamise kuupäev|arvele võetud|дата покупки|дата приобретения|purchase date|purchased|acquired|date bought'
	},
	{
		key: 'warrantyUntil',
		label: m.imports_field_warranty,
		aliases:
			'garantii|garantii lõpp|garantiiaeg|гарантия|окончание гарантии|warranty|warranty end|warranty expires'
	},
	{
		key: 'lifeMonths',
		label: m.imports_field_life,
		aliases: 'eluiga|kasulik eluiga|срок службы|life|lifetime|useful life'
	},
	{
		key: 'note',
		label: m.imports_field_note,
		aliases: 'märkused|kommentaar|комментарий|заметка|notes|comment|remarks'
	}
];

/** What a file of equipment may bring: the fields of every item, then the own fields of the categories. */
export async function itemImportFields(db: DbOrTx): Promise<ImportField[]> {
	const own = new Map<string, ImportField>();
	for (const { fields } of await openCategories(db)) {
		for (const { key, label } of fields) {
			const name = ownName(key);
			if (!own.has(name)) own.set(name, { key: name, label, aliases: [key] });
		}
	}
	return [
		...FIELDS.map(({ label, aliases, ...field }) => ({
			...field,
			label: inAll(label),
			aliases: aliases.split('|')
		})),
		...own.values()
	];
}
