import type * as v from 'valibot';
import type { productSchema } from '$lib/software/form-schemas.ts';
import { inThree } from '$lib/systems/form-fields.ts';
import type { SaveProductInput } from '$lib/server/software/save-product.ts';

/** A sent form as what the command takes. */
export function productInput(form: v.InferOutput<typeof productSchema>): SaveProductInput {
	const { aboutEt, aboutRu, aboutEn, ...rest } = form;
	return { ...rest, description: inThree(aboutEt, aboutRu, aboutEn) };
}

/** What the form of a product offers: modules by the key that services and requests name them by, and systems. */
export const productChoices = (
	modules: readonly { key: string; title: string }[],
	systems: readonly { id: string; name: string }[]
) => ({
	taught: modules.map(({ key, title }) => ({ value: key, label: title })),
	systems: systems.map(({ id, name }) => ({ value: id, label: name }))
});
