import type * as v from 'valibot';
import { inThree } from '$lib/systems/form-fields.ts';
import type { systemRoleSchema, systemSchema } from '$lib/systems/form-schemas.ts';
import type { SaveSystemInput } from '$lib/server/systems/save-system.ts';
import type { SaveSystemRoleInput } from '$lib/server/systems/save-system-role.ts';

type Described = Pick<
	v.InferOutput<typeof systemSchema>,
	'nameEt' | 'nameRu' | 'nameEn' | 'aboutEt' | 'aboutRu' | 'aboutEn'
>;

const described = (form: Described) => ({
	name: inThree(form.nameEt, form.nameRu, form.nameEn),
	description: inThree(form.aboutEt, form.aboutRu, form.aboutEn)
});

/** A sent form as what the command takes. */
export function systemInput(form: v.InferOutput<typeof systemSchema>): SaveSystemInput {
	const { seen, slug, kind, ownerId, contact, address, criticality, hours, active } = form;
	const facts = { seen, slug, kind, ownerId, contact, address, criticality, hours, active };
	return { ...facts, ...described(form) };
}

/** A sent form as what the command takes; the system comes from the address. */
export function roleInput(
	form: v.InferOutput<typeof systemRoleSchema>
): Omit<SaveSystemRoleInput, 'systemId'> {
	const { seen, slug, risk, ownerApproves, maxDays, position, active } = form;
	const facts = { seen, slug, risk, ownerApproves, maxDays, active };
	return { ...facts, position: position ?? 0, ...described(form) };
}

type Texts = { et: string; ru: string; en?: string };

/** A name and a description as the fields of the forms. */
export const textFields = (name: Texts, about: Texts) => ({
	nameEt: name.et,
	nameRu: name.ru,
	nameEn: name.en ?? '',
	aboutEt: about.et,
	aboutRu: about.ru,
	aboutEn: about.en ?? ''
});
