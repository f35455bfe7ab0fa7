import { MOST_IMPORT_BYTES, MOST_IMPORT_ROWS } from '#lib/imports/file-forms.ts';
import { foldWords } from '#lib/imports/cell-values.ts';
import { invalid } from '#lib/errors.ts';
import { deleteStoredFile, storeFile } from '#lib/server/files/storage.ts';
import { detectDelimiter, detectEncoding, isWorkbook } from '#lib/server/imports/detect-file.ts';
import { readRows } from '#lib/server/imports/read-rows.ts';
import { unpacksTooLarge } from '#lib/server/imports/unpacked-size.ts';

/** Headings under which directories keep the account, the ones that tell most first. */
const HEADINGS = [
	'e post|email|e mail|mail|user principal name|userprincipalname|upn|эл почта|почта|e posti aadress',
	'konto|kasutajanimi|account|account name|samaccountname|user name|username|login|member|liige|учётная запись|логин'
].map((names) => new Set(names.split('|').map(foldWords)));

const LONGEST_ACCOUNT = 200;

/**
 * The accounts in a file of a directory, each once, in small letters: of the column that is called so, else of the first
 * one with addresses, else of the first. Throws Invalid at `file`: none chosen, too large, no table, no accounts.
 */
export async function readAccounts(bytes: Uint8Array): Promise<string[]> {
	if (bytes.length === 0) throw problem('imports_no_file');
	if (bytes.length > MOST_IMPORT_BYTES) throw problem('imports_too_big');
	const isBook = isWorkbook(bytes);
	if (isBook && (await unpacksTooLarge(bytes))) throw problem('imports_unpacks_too_big');
	const encoding = isBook ? null : detectEncoding(bytes);
	const delimiter = encoding
		? detectDelimiter(new TextDecoder(encoding).decode(bytes.subarray(0, 20_000)))
		: null;
	const storageKey = await storeFile(bytes);
	const rows: string[][] = [];
	try {
		for await (const { cells } of readRows({ storageKey, encoding, delimiter })) {
			if (rows.push(cells) > MOST_IMPORT_ROWS + 1) throw problem('imports_too_many_rows');
		}
	} finally {
		// Who is in a group is not kept longer than it takes to read.
		await deleteStoredFile(storageKey).catch(() => undefined);
	}
	const accounts = accountsOf(rows);
	if (accounts.length === 0) throw problem('rights_compare_no_accounts');
	return accounts;
}

const problem = (key: string) => invalid({ file: [key] }, key);

function accountsOf(rows: readonly string[][]): string[] {
	const [head = []] = rows;
	const folded = head.map(foldWords);
	const named = HEADINGS.map((names) => folded.findIndex((cell) => names.has(cell)));
	const byName = named.find((column) => column >= 0);
	const mailed = (rows[1] ?? head).findIndex((cell) => cell.includes('@'));
	const column = byName ?? Math.max(mailed, 0);
	// A file of nothing but accounts has no headings.
	const isHeaded = byName !== undefined || !(head[column] ?? '').includes('@');
	const cells = rows
		.slice(isHeaded && rows.length > 1 ? 1 : 0)
		.map((row) => (row[column] ?? '').trim().toLowerCase().slice(0, LONGEST_ACCOUNT))
		// `LINN\mari.maasikas` is mari.maasikas.
		.map((account) => account.split('\\').at(-1) ?? account);
	return [...new Set(cells.filter(Boolean))];
}
