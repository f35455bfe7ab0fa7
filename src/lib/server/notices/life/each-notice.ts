/**
 * Does something with each of some notices, by number. One that fails does not keep the others waiting: the job does
 * the rest, and throws what went wrong at the end, so that it is logged and tried again.
 */
export async function eachNotice(
	numbers: readonly number[],
	work: (number: number) => Promise<unknown>
): Promise<void> {
	const problems: unknown[] = [];
	for (const number of numbers) {
		try {
			await work(number);
		} catch (problem) {
			problems.push(new Error(`The notice ${number} failed.`, { cause: problem }));
		}
	}
	if (problems.length === 1) throw problems[0];
	if (problems.length > 1) throw new AggregateError(problems, 'Some notices failed.');
}
