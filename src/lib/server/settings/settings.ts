import { sql } from 'drizzle-orm';
import * as v from 'valibot';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { recordAudits } from '#lib/server/audit/record-audit.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import { withTransaction, type Db, type DbOrTx, type Tx } from '#lib/server/db/client.ts';
import {
	DEFAULT_SETTINGS,
	SETTING_SHAPES,
	type SettingKey,
	type Settings
} from '#lib/server/settings/setting-shapes.ts';
import { setting } from '#lib/server/settings/tables.ts';

/** The channel on which processes hear that a setting changed. */
export const settingsChannel = 'abilaud_settings';

/** Settings with the moment each was last saved, for a form that must not overwrite a colleague's change. */
type Stored = { values: Settings; savedAt: Partial<Record<SettingKey, string>> };

/** A change is heard at once; this is for the case that hearing failed. */
const KEEP_MS = 30_000;
const kept = new WeakMap<object, { until: number; stored: Promise<Stored> }>();

/** One setting, or its default where nobody has set it. From memory, except inside a transaction. */
export async function getSetting<K extends SettingKey>(db: DbOrTx, key: K): Promise<Settings[K]> {
	return (await getSettings(db))[key];
}

/** All settings, with defaults where nobody has set them. */
export async function getSettings(db: DbOrTx): Promise<Settings> {
	return (await storedSettings(db)).values;
}

/** When each setting was last saved: a form carries it and gives it back as `seen`. */
export async function getSettingMoments(db: DbOrTx): Promise<Stored['savedAt']> {
	return (await readSettings(db)).savedAt;
}

/** What every page shows, also to somebody who has not signed in. */
export type PublicSettings = {
	organisationName: LocalizedText;
	itPhone: string;
	itMail: string;
	phoneHours: LocalizedText;
	/** The portal shows the sample organisation, and says so on every page. */
	isSample: boolean;
};

/** What every page shows, also to somebody who has not signed in. */
export async function getPublicSettings(db: DbOrTx): Promise<PublicSettings> {
	const { organisationName, itPhone, itMail, phoneHours } = await getSettings(db);
	return { organisationName, itPhone, itMail, phoneHours, isSample: config().isSample };
}

/** The working hours of a kind of place, in OpenStreetMap notation; the office's for an unknown kind. */
export async function getWorkingHours(db: DbOrTx, kind: string): Promise<string> {
	const { office, kindergarten } = await getSetting(db, 'workingHours');
	return kind === 'kindergarten' ? kindergarten : office;
}

/** Options of saving. `seen`: what `getSettingMoments` said when the form was opened. */
type SaveOptions = { clock?: Clock; seen?: Partial<Record<SettingKey, string | null>> };

/** Saves one setting: see `saveSettings`. */
export async function saveSetting<K extends SettingKey>(
	db: Db,
	actor: Actor,
	key: K,
	value: Settings[K],
	options: SaveOptions = {}
): Promise<void> {
	const changes: Partial<Settings> = {};
	changes[key] = value;
	await saveSettings(db, actor, changes, options);
}

/**
 * Saves settings, all or none, and records each that changed: `setting.saved`. Administrators only. With
 * `seen` it refuses when a colleague has saved one of them meanwhile. Throws Forbidden, Conflict, and
 * Invalid with issues by `key` or `key.field`.
 */
export async function saveSettings(
	db: Db,
	actor: Actor,
	changes: Partial<Settings>,
	options: SaveOptions = {}
): Promise<void> {
	if (!can(actor, 'settings.edit')) throw forbidden();
	const checked = checkSettings(changes);
	const at = (options.clock ?? systemClock).now();
	await withTransaction(db, async (tx) => {
		await tx.execute(sql`select pg_advisory_xact_lock(hashtext('setting'))`);
		const before = await readSettings(tx);
		const keys = (Object.keys(checked) as SettingKey[]).filter(
			(key) => JSON.stringify(before.values[key]) !== JSON.stringify(checked[key])
		);
		const stale = keys.some((key) => {
			const seen = options.seen?.[key];
			return seen !== undefined && seen !== (before.savedAt[key] ?? null);
		});
		if (stale) throw conflict('errors_conflict');
		for (const key of keys) await writeSetting(tx, key, checked[key], at);
		await recordAudits(
			tx,
			keys.map((key) => ({
				actor,
				action: 'setting.saved',
				noun: 'setting',
				recordId: key,
				before: { value: before.values[key] },
				after: { value: checked[key] },
				at
			}))
		);
	});
	forgetSettings(db);
}

function checkSettings(changes: Partial<Settings>): Partial<Settings> {
	const issues: Record<string, string[]> = {};
	const checked: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(changes)) {
		if (!isSettingKey(key)) continue;
		const result = v.safeParse(SETTING_SHAPES[key], value);
		if (result.success) checked[key] = result.output;
		for (const issue of result.issues ?? []) {
			const path = v.getDotPath(issue);
			(issues[path ? `${key}.${path}` : key] ??= []).push(issue.message);
		}
	}
	if (Object.keys(issues).length > 0) throw invalid(issues);
	return checked as Partial<Settings>;
}

/** Makes this process read the settings again. */
export function forgetSettings(db: object): void {
	kept.delete(db);
}

async function writeSetting(tx: Tx, key: SettingKey, output: unknown, at: Date): Promise<void> {
	const value = { value: output };
	await tx
		.insert(setting)
		.values({ key, value, updatedAt: at })
		.onConflictDoUpdate({ target: setting.key, set: { value, updatedAt: at } });
	await tx.execute(sql`select pg_notify(${settingsChannel}, ${key})`);
}

async function storedSettings(db: DbOrTx): Promise<Stored> {
	// Only the pool itself is remembered: a transaction must see what it wrote.
	if (!('$client' in db)) return readSettings(db);
	const known = kept.get(db);
	if (known && known.until > Date.now()) return known.stored;
	const stored = readSettings(db);
	kept.set(db, { until: Date.now() + KEEP_MS, stored });
	// An error must not be remembered as if it were the settings.
	stored.catch(() => {
		if (kept.get(db)?.stored === stored) kept.delete(db);
	});
	return stored;
}

async function readSettings(db: DbOrTx): Promise<Stored> {
	const rows = await db.select().from(setting);
	const values: Record<string, unknown> = { ...DEFAULT_SETTINGS };
	const savedAt: Stored['savedAt'] = {};
	for (const row of rows) {
		if (!isSettingKey(row.key)) continue;
		const checked = v.safeParse(SETTING_SHAPES[row.key], row.value.value);
		if (!checked.success) continue;
		values[row.key] = checked.output;
		savedAt[row.key] = row.updatedAt.toISOString();
	}
	return { values: values as Settings, savedAt };
}

const isSettingKey = (key: string): key is SettingKey => Object.hasOwn(SETTING_SHAPES, key);
