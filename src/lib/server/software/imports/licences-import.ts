import { inArray, sql } from 'drizzle-orm';
import { foldWords, readCents, readDay } from '#lib/imports/cell-values.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/people/permissions.ts';
import { LICENCE_METRICS, type LicenceMetric } from '#lib/software/seat-states.ts';
import { placeIndex } from '#lib/server/equipment/imports/known-names.ts';
import {
	recordImport,
	type ReadRecord,
	type RecordFacts,
	type SayWrong
} from '#lib/server/imports/record-import.ts';
import type { RawRow } from '#lib/server/imports/import-spec.ts';
import { removeLicence } from '../licences/remove-licence.ts';
import { saveLicence } from '../licences/save-licence.ts';
import { softwareLicence } from '../licences/tables.ts';
import { importField } from './fields.ts';
import { productsByName } from './products-import.ts';

const FIELDS = [
	importField(
		'product',
		m.licences_field_product,
		'nimi|наименование|lühinimi|short name|slug',
		true
	),
	importField('metric', m.licences_col_metric, 'litsentsi liik|тип|metric|licence type'),
	importField('quantity', m.licences_quantity, 'kogus|количество|мест|seats|quantity'),
	importField(
		'validFrom',
		m.licences_valid_from,
		'algus|alates|начало|from|valid from|start',
		true
	),
	importField('validUntil', m.licences_valid_until, 'lõpp|kuni|до|until|valid until|expires|end'),
	importField('place', m.licences_place, 'asukoht|место|place|site'),
	importField('reference', m.licences_reference, 'leping|договор|agreement|contract|reference'),
	importField('priceCents', m.licences_price, 'hind|maksumus|цена|стоимость|price|cost'),
	importField('reseller', m.licences_reseller, 'tarnija|поставщик|supplier|reseller'),
	importField('note', m.licences_note, 'märkused|заметка|note|notes')
];

const METRIC_WORDS: Record<LicenceMetric, (typeof m)['licences_metric_person']> = {
	person: m.licences_metric_person,
	device: m.licences_metric_device,
	site: m.licences_metric_site,
	concurrent: m.licences_metric_concurrent,
	subscription: m.licences_metric_subscription,
	free: m.licences_metric_free
};

/** What a licence is counted by, by its key or its word in any language. */
const metricCalled = (text: string): LicenceMetric | undefined =>
	LICENCE_METRICS.find(
		(metric) =>
			metric === text.trim() ||
			(['et', 'ru', 'en'] as const).some(
				(locale) => foldWords(METRIC_WORDS[metric]({}, { locale })) === foldWords(text)
			)
	);

/** A licence is the same as one with its product, its agreement and its first day. */
const keyText = (productId: string, reference: string, validFrom: string): string =>
	`${productId} ${validFrom} ${reference.trim().toLowerCase()}`;

/** Files of licences: by the desk of the whole town. */
export const licencesImport = recordImport({
	register: 'licences',
	mayImport: (actor) => can(actor, 'software.edit'),
	fields: () => Promise.resolve(FIELDS),
	needed: ['metric'],
	twice: { field: 'product', key: 'licences_import_twice' },
	reader: async (db) => {
		const [productOf, places] = [await productsByName(db), await placeIndex(db)];
		return (row, wrong) => readLicence(row, wrong, { productOf, places });
	},
	existing: async (db, keys) => {
		const ids = [...new Set(keys.map((key) => key.slice(0, 36)))];
		const rows = await db
			.select()
			.from(softwareLicence)
			.where(
				sql`${softwareLicence.state} <> 'withdrawn' and ${inArray(sql`${softwareLicence.productId}::text`, ids)}`
			)
			.orderBy(softwareLicence.id);
		return new Map(
			rows.map((row) => [
				keyText(row.productId, row.reference, row.validFrom),
				{ id: row.id, facts: factsOf(row) }
			])
		);
	},
	save: async (tx, actor, { id, facts }, clock) => {
		const text = (field: string) => String(facts[field] ?? '');
		const count = (field: string) => {
			const value = facts[field];
			return typeof value === 'number' ? value : null;
		};
		return saveLicence(
			tx,
			actor,
			{
				...(id ? { id } : {}),
				...{ productId: text('productId'), metric: facts.metric as LicenceMetric },
				...{ quantity: count('quantity'), placeId: text('placeId') || null },
				...{ validFrom: text('validFrom'), validUntil: text('validUntil') || null },
				...{ reference: text('reference'), priceCents: count('priceCents') },
				...{ reseller: text('reseller'), note: text('note') }
			},
			clock
		);
	},
	remove: (tx, actor, id, at) => removeLicence(tx, actor, id, at)
});

type World = {
	productOf: (text: string) => string | undefined;
	places: Awaited<ReturnType<typeof placeIndex>>;
};

function readLicence({ values }: RawRow, wrong: SayWrong, world: World): ReadRecord {
	const facts: RecordFacts = {};
	const productId = values.product ? world.productOf(values.product) : undefined;
	if (productId) facts.productId = productId;
	else if (values.product)
		wrong('product', 'licences_import_unknown_product', { value: values.product });
	else wrong('product', 'licences_import_needed');
	for (const field of ['reference', 'reseller', 'note'] as const) {
		const text = values[field];
		if (text && text.length > 2000) wrong(field, 'errors_text_long');
		if (text) facts[field] = text.trim();
	}
	for (const field of ['validFrom', 'validUntil'] as const) {
		const text = values[field];
		const day = text && readDay(text);
		if (day) facts[field] = day;
		else if (text) wrong(field, 'imports_bad_date', { value: text });
	}
	if (!values.validFrom) wrong('validFrom', 'licences_import_needed');
	const { validFrom, validUntil } = facts;
	if (typeof validFrom === 'string' && typeof validUntil === 'string' && validUntil < validFrom)
		wrong('validUntil', 'registers_until_before_from');
	if (values.metric) {
		const metric = metricCalled(values.metric);
		if (metric) facts.metric = metric;
		else wrong('metric', 'licences_import_unknown_metric', { value: values.metric });
	}
	if (values.quantity) {
		if (/^[1-9]\d{0,6}$/.test(values.quantity)) facts.quantity = Number(values.quantity);
		else wrong('quantity', 'licences_import_bad_number', { value: values.quantity });
	}
	if (values.priceCents) {
		const cents = readCents(values.priceCents);
		if (cents === undefined)
			wrong('priceCents', 'imports_bad_amount', { value: values.priceCents });
		else facts.priceCents = cents;
	}
	if (values.place) {
		const place = world.places.find(values.place);
		if (place === 'many') wrong('place', 'imports_many_so_called', { value: values.place });
		else if (!place) wrong('place', 'imports_unknown_place', { value: values.place });
		else facts.placeId = place.id;
	}
	const key = keyText(productId ?? '', String(facts.reference ?? ''), String(validFrom ?? ''));
	return { key: productId ? key : '', facts };
}

const factsOf = (row: typeof softwareLicence.$inferSelect): RecordFacts => ({
	...{ productId: row.productId, metric: row.metric, quantity: row.quantity },
	...{ placeId: row.placeId, validFrom: row.validFrom, validUntil: row.validUntil },
	...{ reference: row.reference, priceCents: row.priceCents, reseller: row.reseller },
	note: row.note
});
