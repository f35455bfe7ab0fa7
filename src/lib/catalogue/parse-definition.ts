import * as v from 'valibot';
import type { DefinitionProblem } from './definition-problem.ts';
import { definitionProblems } from './definition-problems.ts';
import { serviceSchema, type ServiceDefinition } from './service-definition.ts';
import { shapeProblems } from './shape-problems.ts';

export type ParsedDefinition =
	{ ok: true; definition: ServiceDefinition } | { ok: false; problems: DefinitionProblem[] };

/** Reads a definition from a file, the editor or the database; says every problem with the place it is in. */
export function parseDefinition(input: unknown): ParsedDefinition {
	const parsed = v.safeParse(serviceSchema, input);
	if (!parsed.success) return { ok: false, problems: shapeProblems(parsed.issues) };
	const problems = definitionProblems(parsed.output);
	return problems.length > 0 ? { ok: false, problems } : { ok: true, definition: parsed.output };
}
