import { Document, LineCounter, isScalar, parseDocument, visit } from 'yaml';
import * as v from 'valibot';
import { parseDefinition } from '#lib/catalogue/parse-definition.ts';
import { serviceSchema, type ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import { contentHash } from './content-hash.ts';
import { lineOf } from './content-lines.ts';
import type { ContentProblem } from './content-problem.ts';
import { yamlValue } from './yaml-value.ts';

export type ReadService =
	| { ok: true; definition: ServiceDefinition; hash: string }
	| { ok: false; problems: ContentProblem[] };

/** Reads one service file; every problem comes with its line. `file` is only its name for the reports. */
export function readServiceFile(text: string, file: string): ReadService {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
	if (document.errors.length > 0) {
		const problems = document.errors.map((error) => ({
			file,
			line: lines.linePos(error.pos[0]).line,
			path: '',
			code: 'syntax' as const,
			params: { message: error.message }
		}));
		return { ok: false, problems };
	}
	const said = yamlValue(document);
	if (!said.ok) {
		const { line } = lines.linePos(said.offset);
		const params = { message: said.message };
		return { ok: false, problems: [{ file, line, path: '', code: 'syntax', params }] };
	}
	const parsed = parseDefinition(said.value);
	if (parsed.ok) {
		return { ok: true, definition: parsed.definition, hash: contentHash(parsed.definition) };
	}
	const problems = parsed.problems.map((problem) => ({
		file,
		line: lineOf(document, lines, problem.path),
		path: problem.path.join('.'),
		code: problem.code,
		params: problem.params
	}));
	return { ok: false, problems };
}

/** What a file need not say, because it means the same left out. */
const silent: Record<string, unknown> = {
	required: true,
	half: false,
	whole: true,
	mustAgree: false,
	need: 'any',
	remindAfterDays: 1,
	lines: 3,
	systemKind: 'system'
};

function withoutDefaults(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutDefaults);
	if (typeof value !== 'object' || value === null) return value;
	const kept = Object.entries(value).filter(
		([key, one]) =>
			one !== undefined && !(key in silent && silent[key] === one) && !isEmptyList(one)
	);
	return Object.fromEntries(kept.map(([key, one]) => [key, withoutDefaults(one)]));
}

const isShort = (value: unknown) => JSON.stringify(value).length < 84;
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

/** Writes a definition as a file that reads back to the same content hash. */
export function writeServiceFile(definition: ServiceDefinition): string {
	// A definition from the database has lost the order of its keys; the schema gives it back.
	const ordered = v.parse(serviceSchema, definition);
	const short = withoutDefaults(ordered);
	const again = v.safeParse(serviceSchema, short);
	const same = again.success && contentHash(again.output) === contentHash(ordered);
	const document = new Document(same ? short : ordered);
	visit(document, {
		Seq: (_, node) => {
			if (node.items.every(isScalar) && isShort(node.toJSON())) node.flow = true;
		},
		Map: (_, node) => {
			const plain = node.items.every((pair) => isScalar(pair.value));
			if (plain && isShort(node.toJSON())) node.flow = true;
		}
	});
	return document.toString({ lineWidth: 100, flowCollectionPadding: true, singleQuote: true });
}
