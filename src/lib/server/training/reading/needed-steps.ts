import { LASTING_EVENT } from '#lib/training/practice-events.ts';
import type { NeededStep } from '#lib/training/module-view.ts';
import { whatCompletes } from '#lib/training/what-completes.ts';
import type { FoundModule, FoundPage } from './find-module.ts';

/**
 * What has to be done to complete a module, in the order of its pages: its practice steps, and either its quizzes or,
 * where it is enough to read, its pages. Nothing for a module that is completed by attending a course. Pure.
 */
export function neededSteps(
	found: FoundModule,
	pages: readonly FoundPage[],
	done: { readIds: ReadonlySet<string>; quizIds: ReadonlySet<string>; events: ReadonlySet<string> }
): NeededStep[] {
	const needed = whatCompletes(found.facts.completion, found.quizzes.length);
	if (needed === null) return [];
	const byQuiz = needed === 'quizzes';
	const unread = pages.filter((page) => !done.readIds.has(page.id));
	const steps = pages.flatMap<NeededStep>((page) => [
		...found.practices
			.filter(({ pageId }) => pageId === page.id)
			.map(({ event }) => ({
				...on(page),
				kind: 'practice' as const,
				done: done.events.has(event)
			})),
		...(byQuiz ? found.quizzes : [])
			.filter(({ pageId }) => pageId === page.id)
			.map(({ id }) => ({ ...on(page), kind: 'quiz' as const, done: done.quizIds.has(id) }))
	]);
	const first = unread[0] ?? pages[0];
	if (byQuiz || !first) return steps;
	return [{ ...on(first), kind: 'pages', done: unread.length === 0 }, ...steps];
}

const on = (page: FoundPage) => ({ pageId: page.id, title: page.title });

/** Of practice steps that have happened, those that count in the cycle since a moment (`null`: ever). */
export function countedEvents(
	happened: ReadonlyMap<string, Date>,
	counted: Date | null
): ReadonlySet<string> {
	return new Set(
		[...happened]
			.filter(([event, at]) => event === LASTING_EVENT || !counted || at >= counted)
			.map(([event]) => event)
	);
}
