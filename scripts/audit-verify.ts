import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { verifyExport, type ChainProblem } from '#lib/server/audit/chain.ts';
import { readOptions } from './terminal/options.ts';
import { runScript, UsageError } from './terminal/run-script.ts';

const { positionals } = readOptions(
	`npm run audit:verify -- FILE

Checks a file downloaded from the audit log: works out the hash of every entry again and compares
it with what is written. Needs no database. Ends with 1 when something was changed, and says where.`,
	{}
);

const words: Record<ChainProblem, string> = {
	content: 'was changed after it was written',
	link: 'does not follow the entry before it',
	gap: 'follows a gap: entries are missing or out of order',
	unreadable: 'is not an audit entry'
};

await runScript(async () => {
	const [file, ...more] = positionals;
	if (!file || more.length > 0) throw new UsageError('Name one file. --help says more.');
	const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
	const verdict = await verifyExport(lines);
	if (!verdict.ok) {
		const what = verdict.problem === 'unreadable' ? 'Line' : 'Entry';
		throw new UsageError(`${what} ${verdict.seq} ${words[verdict.problem]}.`);
	}
	console.log(`${verdict.count} entries, ${verdict.first} to ${verdict.last}: none was changed.`);
	console.log(`Hash of the last: ${verdict.lastHash}`);
});
