import type { ImportKind } from '#lib/people/import-kinds.ts';
import { systemActor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { applyImport, previewImport } from '#lib/server/people/import-structure.ts';
import { csvText, sampleRows } from './sample-csv.ts';

/**
 * Imports places, units and people of the sample the way an administrator would. Units and places come twice:
 * their heads can be named only once the people are there. Relative days are counted from `now`.
 */
export async function loadStructure(db: Db, clock: Clock, now: Date): Promise<{ people: number }> {
	await importCsv(db, clock, 'places', csvText(sampleRows('places', now), ['head']));
	const units = sampleRows('units', now);
	await importCsv(db, clock, 'units', csvText(units, ['head', 'budget_owner']));
	const people = sampleRows('people', now);
	await importCsv(db, clock, 'people', csvText(people));
	await importCsv(db, clock, 'places', csvText(sampleRows('places', now)));
	await importCsv(db, clock, 'units', csvText(units));
	return { people: people.length };
}

async function importCsv(db: Db, clock: Clock, kind: ImportKind, csv: string): Promise<void> {
	const { token, rows } = await previewImport(db, systemActor, { kind, csv });
	const refused = rows.find((row) => row.action === 'refused');
	if (refused) {
		throw new Error(`content/sample/${kind}.csv: ${refused.key} ${JSON.stringify(refused.issues)}`);
	}
	await applyImport(db, systemActor, { kind, csv, token }, clock);
}
