import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#lib/server/db/new-id.ts';
import { listRecordNames } from '#lib/server/requests/queries/record-names.ts';
import { testDatabase, type TestDatabase } from '#tests/support/database.ts';
import { smallTown } from '#tests/support/town.ts';
import { requestDesk } from './filed-request.ts';

let open: TestDatabase;
beforeAll(async () => {
	open = await testDatabase();
});
afterAll(() => open.close());

it('records are called as people call them; what has no name is left out', async () => {
	const town = await smallTown(open.db);
	const liis = await town.addPerson('Liis Kask');
	const filed = await (await requestDesk(open.db)).file(liis, liis);
	const records = [
		{ noun: 'request', recordId: filed.id },
		{ noun: 'person', recordId: liis.id },
		{ noun: 'unit', recordId: town.town.id },
		{ noun: 'right', recordId: newId() },
		{ noun: 'setting', recordId: 'itPhone' }
	];
	const names = await listRecordNames(open.db, records, 'et');
	expect(names.get(filed.id)).toBe(`IT-${filed.number}`);
	expect(names.get(liis.id)).toBe('Liis Kask');
	expect(names.size).toBe(3);
});
