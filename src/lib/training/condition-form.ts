/**
 * The modules that a form with `ConditionFields` asks for; undefined when it did not show them, so that nothing is
 * taken away by a form that never had them.
 */
export function conditionsOf(form: FormData): string[] | undefined {
	if (form.get('conditions') !== 'shown') return undefined;
	const chosen = [...form.getAll('before'), ...form.getAll('before[]'), form.get('addBefore')];
	return [...new Set(chosen.filter((one) => typeof one === 'string' && one !== ''))] as string[];
}
