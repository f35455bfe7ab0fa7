import { can, type Permission } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/actor.ts';

/** Who may open a route: anybody, anybody signed in, or somebody with a permission that asks of no record. */
export type Access = 'public' | 'signed_in' | { permission: Permission };

const desk: Access = { permission: 'desk.open' };

/**
 * One row for each route id. What is missing here is refused, and a test fails when a route is missing.
 * This decides only about the address; the command decides about the record.
 */
export const ROUTE_ACCESS: Record<string, Access> = {
	'/healthz': 'public',
	'/(public)/sign-in': 'public',
	'/(public)/second-factor': 'public',
	'/(public)/invitation/[token]': 'public',
	'/(public)/reset': 'public',
	'/(public)/reset/[token]': 'public',
	'/(public)/setup/[token]': 'public',
	'/(public)/accessibility': 'public',
	'/(public)/verify': 'public',
	'/(public)/verify/[number]': 'public',
	'/language': 'public',
	'/sign-out': 'public',

	'/(portal)': 'signed_in',
	'/(portal)/services': 'signed_in',
	'/(portal)/services/[slug]': 'signed_in',
	'/(portal)/services/[slug]/draft': 'signed_in',
	'/(portal)/answers/[slug]': 'signed_in',
	'/(portal)/requests': 'signed_in',
	'/(portal)/requests/[number]': 'signed_in',
	'/(portal)/requests/[number]/edit': 'signed_in',
	'/(portal)/requests/[number]/files/[file]': 'signed_in',
	'/(portal)/approvals': 'signed_in',
	'/(portal)/things': 'signed_in',
	'/(portal)/things/[id]': 'signed_in',
	'/(portal)/training': 'signed_in',
	'/(portal)/training/[slug]': 'signed_in',
	'/(portal)/training/[slug]/all': 'signed_in',
	'/(portal)/training/[slug]/changes': 'signed_in',
	'/(portal)/training/[slug]/pdf': 'signed_in',
	'/(portal)/training/[slug]/media/[...name]': 'signed_in',
	'/(portal)/training/[slug]/[page]': 'signed_in',
	'/(portal)/training/[slug]/[page]/read': 'signed_in',
	'/(portal)/training/text-size': 'signed_in',
	'/(portal)/training/offline': 'signed_in',
	'/(portal)/training/offline/list': 'signed_in',
	'/(portal)/training/offline/sync': 'signed_in',
	'/(portal)/training/certificates': 'signed_in',
	'/(portal)/training/certificates/[number]': 'signed_in',
	'/(portal)/training/certificates/[number]/badge': 'signed_in',
	'/(portal)/training/certificates/[number]/pdf': 'signed_in',
	'/(portal)/training/courses': 'signed_in',
	'/(portal)/training/courses/[id]': 'signed_in',
	'/(portal)/training/courses/[id]/attend': 'signed_in',
	'/(portal)/training/courses/[id]/code': 'signed_in',
	'/(portal)/training/paths': 'signed_in',
	'/(portal)/training/paths/[slug]': 'signed_in',
	'/(portal)/notices': 'signed_in',
	'/(portal)/notifications': 'signed_in',
	'/(portal)/notifications/settings': 'signed_in',
	'/(portal)/notifications/[id]': 'signed_in',
	'/(portal)/preferences': 'signed_in',
	'/(portal)/deputies': 'signed_in',
	'/(portal)/me': 'signed_in',
	'/(portal)/me/data': 'signed_in',
	'/(portal)/me/password': 'signed_in',
	'/(portal)/me/second-factor': 'signed_in',
	'/(portal)/me/security': 'signed_in',
	'/api/people': 'signed_in',
	'/api/search': 'signed_in',
	'/api/live': 'signed_in',

	'/admin': desk,
	'/admin/training/evidence': { permission: 'training.overview' },
	'/admin/training/evidence/file': { permission: 'training.overview' },
	'/admin/training/courses': { permission: 'training.overview' },
	'/admin/training/courses/new': { permission: 'training.edit' },
	'/admin/training/courses/[id]': { permission: 'training.edit' },
	'/admin/training/paths': { permission: 'training.overview' },
	'/admin/training/paths/new': { permission: 'training.edit' },
	'/admin/training/paths/[id]': { permission: 'training.edit' },
	'/admin/requests': { permission: 'queue.read' },
	'/admin/requests/[number]': { permission: 'queue.read' },
	'/admin/requests/export': { permission: 'queue.read' },
	'/admin/catalogue': { permission: 'answers.edit' },
	'/admin/catalogue/new': { permission: 'catalogue.edit' },
	'/admin/catalogue/[slug]': { permission: 'catalogue.edit' },
	'/admin/catalogue/[slug]/history': { permission: 'catalogue.edit' },
	'/admin/catalogue/answers': { permission: 'answers.edit' },
	'/admin/catalogue/answers/[slug]': { permission: 'answers.edit' },
	'/admin/people': { permission: 'people.read' },
	'/admin/people/new': { permission: 'people.edit' },
	'/admin/people/[id]': { permission: 'people.read' },
	'/admin/people/export': { permission: 'people.read' },
	'/admin/people/units': { permission: 'people.read' },
	'/admin/people/units/new': { permission: 'people.edit' },
	'/admin/people/units/[id]': { permission: 'people.edit' },
	'/admin/people/places': { permission: 'people.read' },
	'/admin/people/places/new': { permission: 'people.edit' },
	'/admin/people/places/[id]': { permission: 'people.edit' },
	'/admin/people/deputies': { permission: 'people.read' },
	'/admin/people/roles': { permission: 'people.read' },
	'/admin/people/import': { permission: 'people.edit' },
	'/admin/equipment': { permission: 'equipment.read' },
	'/admin/equipment/new': { permission: 'equipment.read' },
	'/admin/equipment/[id]': { permission: 'equipment.read' },
	'/admin/equipment/export': { permission: 'equipment.read' },
	'/admin/software': { permission: 'software.read' },
	'/admin/software/new': { permission: 'software.read' },
	'/admin/software/[id]': { permission: 'software.read' },
	'/admin/software/export': { permission: 'software.read' },
	'/admin/systems': { permission: 'systems.read' },
	'/admin/systems/new': { permission: 'systems.read' },
	'/admin/systems/[id]': { permission: 'systems.read' },
	'/admin/systems/[id]/roles/[role]': { permission: 'systems.read' },
	'/admin/systems/export': { permission: 'systems.read' },
	'/admin/access': { permission: 'systems.read' },
	'/admin/access/new': { permission: 'systems.read' },
	'/admin/access/export': { permission: 'systems.read' },
	'/admin/audit': { permission: 'audit.read' },
	'/admin/audit/export': { permission: 'audit.read' },
	'/admin/settings': { permission: 'settings.edit' },
	'/admin/settings/outbox': { permission: 'outbox.read' },
	'/admin/settings/teams': { permission: 'settings.edit' }
};

export type Verdict = 'open' | 'sign_in' | 'refused';

/** What the table says of a route for this person. An unknown route or a missing row is refused. */
export function routeVerdict(routeId: string | null, actor: Actor | null): Verdict {
	const access = routeId === null ? undefined : ROUTE_ACCESS[routeId];
	if (access === 'public') return 'open';
	if (!actor) return 'sign_in';
	if (access === undefined) return 'refused';
	if (access === 'signed_in') return 'open';
	const ask = can as (actor: Actor, permission: Permission) => boolean;
	return ask(actor, access.permission) ? 'open' : 'refused';
}
