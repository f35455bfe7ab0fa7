import * as v from 'valibot';

const roles = ['agent', 'author', 'auditor', 'admin'] as const;

/** Who may see a service; a service is visible when any of its rules fits. `units` counts their sub-units. */
export const visibilityRule = v.variant('who', [
	v.strictObject({ who: v.literal('everyone') }),
	v.strictObject({ who: v.literal('managers') }),
	v.strictObject({ who: v.literal('representatives') }),
	v.strictObject({
		who: v.literal('roles'),
		roles: v.pipe(v.array(v.picklist(roles)), v.minLength(1))
	}),
	v.strictObject({
		who: v.literal('units'),
		units: v.pipe(v.array(v.string()), v.minLength(1))
	}),
	v.strictObject({
		who: v.literal('unit_kinds'),
		kinds: v.pipe(v.array(v.string()), v.minLength(1))
	})
]);

export type VisibilityRule = v.InferOutput<typeof visibilityRule>;

/** What the rules look at in the person; unit codes include those above the person's own. */
export type ServiceViewer = {
	roles: readonly string[];
	isManager: boolean;
	isRepresentative: boolean;
	unitCodes: readonly string[];
	unitKinds: readonly string[];
};

/** True when any rule fits. Administrators and auditors see every service. */
export function isVisibleTo(rules: readonly VisibilityRule[], viewer: ServiceViewer): boolean {
	if (viewer.roles.includes('admin') || viewer.roles.includes('auditor')) return true;
	return rules.some((rule) => {
		switch (rule.who) {
			case 'everyone':
				return true;
			case 'managers':
				return viewer.isManager;
			case 'representatives':
				return viewer.isRepresentative;
			case 'roles':
				return rule.roles.some((role) => viewer.roles.includes(role));
			case 'units':
				return rule.units.some((code) => viewer.unitCodes.includes(code));
			case 'unit_kinds':
				return rule.kinds.some((kind) => viewer.unitKinds.includes(kind));
		}
	});
}
