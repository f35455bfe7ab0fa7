import { inArray } from 'drizzle-orm';
import { foldWords, readYesNo } from '#lib/imports/cell-values.ts';
import { m } from '#lib/paraglide/messages.js';
import { can } from '#lib/people/permissions.ts';
import { SOFTWARE_POLICIES, type SoftwarePolicy } from '#lib/software/software-policies.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import {
	recordImport,
	type ReadRecord,
	type RecordFacts,
	type SayWrong
} from '#lib/server/imports/record-import.ts';
import type { RawRow } from '#lib/server/imports/import-spec.ts';
import { informationSystem } from '#lib/server/systems/tables.ts';
import { removeProduct } from '../remove-product.ts';
import { saveProduct } from '../save-product.ts';
import { softwareProduct } from '../tables.ts';
import { importField } from './fields.ts';

const FIELDS = [
	importField('slug', m.licences_field_slug, 'kood|lühend|код|code|slug|short name', true),
	importField('name', m.licences_field_name, 'nimetus|programm|программа|наименование|product'),
	importField('vendor', m.licences_field_vendor, 'tootja nimi|вендор|vendor|maker|publisher'),
	importField('policy', m.licences_field_policy, 'lubatud|разрешение|policy'),
	importField('policyNote', m.licences_policy_note, 'policy note'),
	importField('licensed', m.licences_field_licensed, 'litsentsiga|с лицензией|licensed'),
	importField('aboutEt', m.licences_field_about_et, 'kirjeldus|description_et'),
	importField('aboutRu', m.licences_field_about_ru, 'описание|description_ru'),
	importField('aboutEn', m.licences_field_about_en, 'description|description_en'),
	importField('moduleSlug', m.licences_module, 'koolitus|модуль|module'),
	importField('system', m.licences_system_behind, 'süsteem|система|system'),
	importField('idleDays', m.licences_idle_days, 'idle days'),
	importField('active', m.licences_field_active, 'aktiivne|активна|active')
];

const POLICY_WORDS: Record<SoftwarePolicy, () => string[]> = {
	allowed: () => inAll(m.registers_policy_allowed),
	needs_approval: () => inAll(m.registers_policy_needs_approval),
	forbidden: () => inAll(m.registers_policy_forbidden)
};

const inAll = (word: (inputs: object, options: { locale: 'et' | 'ru' | 'en' }) => string) =>
	(['et', 'ru', 'en'] as const).map((locale) => foldWords(word({}, { locale })));

/** The policy called so, by its key or its word in any language. */
const policyCalled = (text: string): SoftwarePolicy | undefined =>
	SOFTWARE_POLICIES.find(
		(policy) => policy === text.trim() || POLICY_WORDS[policy]().includes(foldWords(text))
	);

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST = 2000;

/** Files of software products: by the desk of the whole town. Named by their short names. */
export const productsImport = recordImport({
	register: 'software',
	mayImport: (actor) => can(actor, 'software.edit'),
	fields: () => Promise.resolve(FIELDS),
	needed: ['name', 'policy'],
	twice: { field: 'slug', key: 'licences_import_slug_twice' },
	reader: async (db) => {
		const systems = await db
			.select({ id: informationSystem.id, slug: informationSystem.slug })
			.from(informationSystem);
		const systemIds = new Map(systems.map(({ id, slug }) => [slug, id]));
		return (row, wrong) => readProduct(row, wrong, systemIds);
	},
	existing: async (db, keys) => {
		const rows = await db
			.select()
			.from(softwareProduct)
			.where(inArray(softwareProduct.slug, [...keys]));
		return new Map(rows.map((row) => [row.slug, { id: row.id, facts: factsOf(row) }]));
	},
	save: async (tx, actor, { id, facts }, clock) => {
		const text = (field: string) => String(facts[field] ?? '');
		return saveProduct(
			tx,
			actor,
			{
				...(id ? { id } : {}),
				...{ slug: text('slug'), name: text('name'), vendor: text('vendor') },
				...{ policy: facts.policy as SoftwarePolicy, policyNote: text('policyNote') },
				description: {
					...{ et: text('aboutEt'), ru: text('aboutRu') },
					...(text('aboutEn') ? { en: text('aboutEn') } : {})
				},
				licensed: facts.licensed === true,
				moduleSlug: text('moduleSlug') || null,
				systemId: text('systemId') || null,
				idleDays: typeof facts.idleDays === 'number' ? facts.idleDays : null,
				active: facts.active !== false
			},
			clock
		);
	},
	remove: (tx, actor, id, at) => removeProduct(tx, actor, id, at)
});

function readProduct(
	{ values }: RawRow,
	wrong: SayWrong,
	systems: ReadonlyMap<string, string>
): ReadRecord {
	const slug = (values.slug ?? '').trim().toLowerCase();
	if (slug === '') wrong('slug', 'licences_import_needed');
	else if (!SLUG.test(slug)) wrong('slug', 'registers_slug_shape');
	const facts: RecordFacts = { slug };
	for (const field of [
		...(['name', 'vendor', 'policyNote', 'aboutEt', 'aboutRu', 'aboutEn', 'moduleSlug'] as const)
	]) {
		const text = values[field];
		if (!text) continue;
		if (text.length > LONGEST) wrong(field, 'errors_text_long');
		facts[field] = text;
	}
	if (values.policy) {
		const policy = policyCalled(values.policy);
		if (policy) facts.policy = policy;
		else wrong('policy', 'licences_import_unknown_policy', { value: values.policy });
	}
	for (const field of ['licensed', 'active'] as const) {
		const text = values[field];
		if (text) facts[field] = readYesNo(text) === 'yes';
	}
	if (values.idleDays) {
		const days = /^[1-9]\d{0,4}$/.test(values.idleDays) ? Number(values.idleDays) : undefined;
		if (days) facts.idleDays = days;
		else wrong('idleDays', 'licences_import_bad_number', { value: values.idleDays });
	}
	if (values.system) {
		const systemId = systems.get(values.system.trim());
		if (systemId) facts.systemId = systemId;
		else wrong('system', 'licences_import_unknown_system', { value: values.system });
	}
	return { key: slug, facts };
}

const factsOf = (row: typeof softwareProduct.$inferSelect): RecordFacts => ({
	...{ slug: row.slug, name: row.name, vendor: row.vendor },
	...{ policy: row.policy, policyNote: row.policyNote, licensed: row.licensed },
	aboutEt: row.description.et,
	aboutRu: row.description.ru,
	aboutEn: row.description.en ?? '',
	...{ moduleSlug: row.moduleSlug, systemId: row.systemId, idleDays: row.idleDays },
	active: row.active
});

/** Ids of products by short name and by name in lower case; a name that several have finds none. */
export async function productsByName(db: DbOrTx): Promise<(text: string) => string | undefined> {
	const rows = await db
		.select({ id: softwareProduct.id, slug: softwareProduct.slug, name: softwareProduct.name })
		.from(softwareProduct);
	const slugs = new Map(rows.map(({ id, slug }) => [slug, id]));
	const names = Map.groupBy(rows, ({ name }) => foldWords(name));
	return (text) => {
		const found = names.get(foldWords(text)) ?? [];
		return slugs.get(text.trim().toLowerCase()) ?? (found.length === 1 ? found[0]?.id : undefined);
	};
}
