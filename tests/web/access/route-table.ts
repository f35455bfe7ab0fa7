import type { Facts } from './facts.ts';

/** Everybody whom the portal tells apart. `limited` is an agent for the kindergartens only. */
export const ROLES = {
	employee: 'employee',
	manager: 'manager',
	representative: 'representative',
	agent: 'agent',
	limited: 'dmitri.volkov',
	author: 'author',
	auditor: 'auditor',
	admin: 'admin'
} as const;

export type Role = keyof typeof ROLES;
export type Who = Role | 'nobody';

/** Who gets what at an address. Whoever is not named is refused as if the page did not exist. */
export type Row = {
	path: string;
	open: 'public' | readonly Role[];
	/** Who sees the record elsewhere, and is told 403 here: that it exists is no secret from them. */
	known?: readonly Role[];
	/** Stands on a label: whoever is not signed in is told whom to call, and nothing else. */
	labelled?: true;
	/** What a GET of somebody who is let in gives; 200 unless told. */
	get?: number | ((who: Who) => number);
};

const everybody = Object.keys(ROLES) as Role[];
const readers: Role[] = ['agent', 'limited', 'auditor', 'admin'];
const keepers: Role[] = ['agent', 'limited', 'admin'];
/** Systems and products are the whole town's: a role for some units reads them only. */
const townKeepers: Role[] = ['agent', 'admin'];
/** Who got the things of an act, the desk and who audits it. */
const actReaders: Role[] = ['employee', 'agent', 'auditor', 'admin'];
const officeReaders: Role[] = ['employee', 'manager', 'agent', 'auditor', 'admin'];
/** Who sees how the town's training stands. */
const trainers: Role[] = ['agent', 'limited', 'author', 'auditor', 'admin'];
const writers: Role[] = ['author', 'admin'];
const noticeWriters: Role[] = ['agent', 'limited', 'author', 'admin'];

/**
 * Written down by what the product promises each role, and not read from the portal's own table: a row
 * there that lets in too many is found here.
 */
export function routeTable(facts: Facts): Record<string, Row> {
	const admin = (path: string, open: readonly Role[], get?: Row['get']): Row => ({
		path: `/admin${path}`,
		open,
		...(get === undefined ? {} : { get })
	});
	const own = (path: string, get?: Row['get']): Row => ({
		path,
		open: everybody,
		...(get === undefined ? {} : { get })
	});
	const request = `/requests/${facts.officeRequest}`;
	/** Of the employee: read by those who look after training, and by the line manager. */
	const certificate = (path: string): Row => ({
		path: `/training/certificates/${facts.certificate}${path}`,
		open: ['employee', 'manager', 'agent', 'author', 'auditor', 'admin']
	});
	return {
		'/api/v1/inventory': { path: '/api/v1/inventory', open: 'public', get: 405 },
		'/api/v1/openapi.json': { path: '/api/v1/openapi.json', open: 'public' },
		'/healthz': { path: '/healthz', open: 'public' },
		'/feeds/[secret]/notices.ics': { path: '/feeds/none/notices.ics', open: 'public', get: 404 },
		'/feeds/[secret]/notices.atom': { path: '/feeds/none/notices.atom', open: 'public', get: 404 },
		'/feeds/[secret]/screen': { path: '/feeds/none/screen', open: 'public', get: 404 },
		'/language': { path: '/language', open: 'public', get: 405 },
		'/sign-out': { path: '/sign-out', open: 'public', get: 405 },
		'/(public)/sign-in': {
			path: '/sign-in',
			open: 'public',
			get: (who) => (who === 'nobody' ? 200 : 303)
		},
		'/(public)/second-factor': { path: '/second-factor', open: 'public', get: 303 },
		'/(public)/accessibility': { path: '/accessibility', open: 'public' },
		// Closed until an administrator opens it.
		'/(public)/status': { path: '/status', open: 'public', get: 404 },
		'/(public)/reset': { path: '/reset', open: 'public' },
		'/(public)/reset/[token]': { path: '/reset/no-such-link', open: 'public' },
		'/(public)/invitation/[token]': { path: '/invitation/no-such-link', open: 'public' },
		'/(public)/setup/[token]': { path: '/setup/no-such-link', open: 'public' },

		'/(portal)': own('/'),
		'/(portal)/services': own('/services'),
		'/(portal)/services/[slug]': own('/services/system-access'),
		'/(portal)/services/[slug]/draft': own('/services/system-access/draft', 405),
		'/(portal)/answers/[slug]': own('/answers/vpn-at-home'),
		'/(portal)/requests': own('/requests'),
		'/(portal)/requests/[number]': { path: request, open: officeReaders },
		'/(portal)/requests/[number]/edit': {
			path: `/requests/${facts.returnedRequest}/edit`,
			open: ['employee'],
			known: officeReaders
		},
		'/(portal)/requests/[number]/files/[file]': {
			path: `${request}/files/019aaaaa-0000-7000-8000-000000000000`,
			open: []
		},
		'/(portal)/approvals': own('/approvals'),
		// The auditor of the sample leads somebody.
		'/(portal)/people/move': {
			path: '/people/move',
			open: ['manager', 'representative', 'agent', 'limited', 'auditor', 'admin']
		},
		'/(portal)/people/changes/[number]': {
			path: `/people/changes/${facts.move}`,
			open: ['agent', 'admin']
		},
		'/(portal)/reviews': own('/reviews'),
		// Those who answer in it; for everybody else it is not there.
		'/(portal)/reviews/[id]': {
			path: `/reviews/${facts.review}`,
			open: ['manager', 'agent', 'auditor', 'admin']
		},
		'/(portal)/reviews/[id]/answers': own(`/reviews/${facts.review}/answers`, 405),
		'/(portal)/things': own('/things'),
		// The commission, the approver and the desk; for everybody else it is not there.
		'/(portal)/things/write-offs/[id]': {
			path: `/things/write-offs/${facts.writeOff}`,
			open: ['agent', 'author', 'auditor', 'admin']
		},
		'/(portal)/things/write-offs/[id]/files/[file]': own('/things/write-offs/none/files/none', 404),
		'/(portal)/things/files/[id]': {
			path: '/things/files/01900000-0000-7000-8000-000000000000',
			open: []
		},
		// Its people and the desk: a number that is nobody's is not there.
		'/(portal)/things/cases/[number]': own('/things/cases/999999999', 404),
		'/(portal)/things/count': own('/things/count'),
		// Those who count, and nobody else: not even the desk that keeps it.
		'/(portal)/things/count/[id]': {
			path: `/things/count/${facts.stockTake}`,
			open: ['representative']
		},
		'/(portal)/things/count/[id]/scans': own(`/things/count/${facts.stockTake}/scans`, 405),
		'/(portal)/things/count/[id]/photo': own(`/things/count/${facts.stockTake}/photo`, 405),
		'/(portal)/things/acts': own('/things/acts'),
		'/(portal)/things/acts/[id]': { path: `/things/acts/${facts.officeAct}`, open: actReaders },
		'/(portal)/things/acts/[id]/pdf': {
			path: `/things/acts/${facts.officeAct}/pdf`,
			open: actReaders
		},
		'/(portal)/things/acts/[id]/files/[file]': {
			path: `/things/acts/${facts.officeAct}/files/019aaaaa-0000-7000-8000-000000000000`,
			open: []
		},
		'/(portal)/things/[id]': {
			path: `/things/${facts.officeItem}`,
			open: officeReaders,
			labelled: true
		},
		'/(portal)/things/seats/[id]': {
			path: `/things/seats/${facts.seat}`,
			open: ['employee', 'agent', 'admin']
		},
		'/(portal)/things/access': own('/things/access'),
		'/(portal)/things/people': own('/things/people'),
		'/(portal)/things/check': own('/things/check'),
		'/(portal)/things/leaving': own('/things/leaving'),
		'/(portal)/things/[id]/[act]': {
			path: `/things/${facts.officeItem}/return`,
			open: ['employee']
		},
		'/(portal)/training': own('/training'),
		'/(portal)/training/[slug]': own('/training/passwords'),
		'/(portal)/training/[slug]/all': own('/training/passwords/all'),
		// Nothing has changed since: the module itself is shown.
		'/(portal)/training/[slug]/changes': own('/training/passwords/changes', 303),
		'/(portal)/training/[slug]/pdf': own('/training/passwords/pdf'),
		'/(portal)/training/[slug]/media/[...name]': own(
			'/training/signing-documents/media/container.svg'
		),
		'/(portal)/training/[slug]/[page]': own(`/training/passwords/${facts.trainingPage}`),
		'/(portal)/training/[slug]/[page]/read': own(
			`/training/passwords/${facts.trainingPage}/read`,
			405
		),
		'/(portal)/training/text-size': own('/training/text-size', 405),
		'/(portal)/training/offline': own('/training/offline'),
		'/(portal)/training/offline/list': own('/training/offline/list'),
		'/(portal)/training/offline/sync': own('/training/offline/sync', 405),
		'/(portal)/notices': own('/notices'),
		'/(portal)/notices/feeds': own('/notices/feeds'),
		'/(portal)/notices/screen': own('/notices/screen'),
		'/(portal)/notices/[number]': { path: '/notices/1', open: [] },
		'/(portal)/notices/[number]/calendar.ics': { path: '/notices/1/calendar.ics', open: [] },
		'/(portal)/notices/[number]/dismiss': own('/notices/1/dismiss', 405),
		'/(portal)/notices/[number]/poster': { path: '/notices/1/poster', open: [] },
		'/(portal)/notifications': own('/notifications'),
		'/(portal)/notifications/settings': own('/notifications/settings'),
		'/(portal)/notifications/[id]': {
			path: `/notifications/${facts.bellLine}`,
			open: ['employee'],
			get: 303
		},
		'/(portal)/preferences': own('/preferences'),
		'/(public)/verify': { path: '/verify', open: 'public' },
		'/(public)/verify/[number]': { path: `/verify/${facts.certificate}`, open: 'public' },
		'/(portal)/training/certificates': own('/training/certificates'),
		'/(portal)/training/certificates/[number]': certificate(''),
		'/(portal)/training/certificates/[number]/pdf': certificate('/pdf'),
		'/(portal)/training/certificates/[number]/badge': certificate('/badge'),
		'/(portal)/training/people': own('/training/people'),
		'/(portal)/training/people/export': own('/training/people/export'),
		'/(portal)/training/courses': own('/training/courses'),
		'/(portal)/training/courses/[id]': own(`/training/courses/${facts.session}`),
		'/(portal)/training/courses/[id]/attend': own(`/training/courses/${facts.session}/attend`),
		'/(portal)/training/courses/[id]/code': {
			path: `/training/courses/${facts.session}/code`,
			open: writers
		},
		'/(portal)/training/paths': own('/training/paths'),
		'/(portal)/training/paths/[slug]': own('/training/paths/first-week'),
		'/(portal)/deputies': own('/deputies'),
		'/(portal)/me': own('/me'),
		'/(portal)/me/data': own('/me/data'),
		'/(portal)/me/password': own('/me/password'),
		'/(portal)/me/second-factor': own('/me/second-factor'),
		'/(portal)/me/security': own('/me/security'),
		'/api/live': own('/api/live'),
		'/api/people': own('/api/people?q=piret'),
		'/api/search': own('/api/search?q=vpn'),

		'/admin': admin('', [...readers, 'author'], 303),
		// Nobody writes it: the editor leads back to the module.
		'/admin/training': admin('/training', trainers),
		'/admin/training/export': admin('/training/export', trainers),
		'/admin/training/new': admin('/training/new', writers),
		'/admin/training/overview': admin('/training/overview', trainers),
		'/admin/training/overview/export': admin('/training/overview/export', trainers),
		'/admin/training/[key]': admin('/training/passwords', trainers),
		'/admin/training/[key]/people': admin('/training/passwords/people', trainers),
		'/admin/training/[key]/people/export': admin('/training/passwords/people/export', trainers),
		'/admin/training/[key]/history': admin('/training/passwords/history', trainers),
		'/admin/training/[key]/questions': admin('/training/passwords/questions', writers),
		'/admin/training/[key]/publish': admin('/training/passwords/publish', writers, 303),
		'/admin/training/[key]/edit': admin('/training/passwords/edit', writers, 303),
		'/admin/training/[key]/edit/live': admin('/training/passwords/edit/live', writers, 405),
		'/admin/training/[key]/edit/media': admin('/training/passwords/edit/media', writers, 405),
		'/admin/training/[key]/edit/media/[...name]': admin(
			'/training/passwords/edit/media/none.png',
			writers,
			404
		),
		'/admin/training/courses': admin('/training/courses', trainers),
		'/admin/training/courses/new': admin('/training/courses/new', writers),
		'/admin/training/courses/[id]': admin(`/training/courses/${facts.session}`, writers),
		'/admin/training/paths': admin('/training/paths', trainers),
		'/admin/training/paths/new': admin('/training/paths/new', writers),
		'/admin/training/paths/[id]': admin(`/training/paths/${facts.path}`, writers),
		'/admin/training/evidence': admin('/training/evidence', trainers),
		'/admin/training/evidence/file': admin(
			'/training/evidence/file?from=2026-01-01&format=csv',
			trainers
		),
		'/admin/notices': admin('/notices', trainers),
		'/admin/notices/calendar': admin('/notices/calendar', trainers),
		'/admin/notices/calendar/freezes': admin('/notices/calendar/freezes', trainers),
		'/admin/notices/calendar/import': admin('/notices/calendar/import', townKeepers),
		'/admin/notices/webhooks': admin('/notices/webhooks', townKeepers),
		'/admin/notices/reports': admin('/notices/reports', trainers),
		'/admin/notices/reports/export': admin('/notices/reports/export', trainers),
		'/admin/notices/from': admin('/notices/from', ['agent', 'limited', 'author', 'admin'], 303),
		'/admin/notices/[number]': { path: '/admin/notices/1', open: [] },
		'/admin/notices/[number]/people': { path: '/admin/notices/1/people', open: [] },
		'/admin/notices/[number]/people/export': { path: '/admin/notices/1/people/export', open: [] },
		'/admin/notices/[number]/people/print': { path: '/admin/notices/1/people/print', open: [] },
		'/admin/notices/export': admin('/notices/export', trainers),
		'/admin/notices/new': admin('/notices/new', noticeWriters),
		'/admin/notices/things': admin('/notices/things?q=do', noticeWriters),
		'/admin/notices/reach': admin('/notices/reach', noticeWriters),
		'/admin/notices/templates': admin('/notices/templates', trainers),
		'/admin/notices/templates/[slug]': admin('/notices/templates/power-cut', [
			'agent',
			'author',
			'admin'
		]),
		// A draft is made by hand; nobody gets a page of one that is not there.
		'/admin/notices/[number]/edit': admin('/notices/999999/edit', noticeWriters, 404),
		'/admin/requests': admin('/requests', readers),
		'/admin/requests/[number]': admin(`/requests/${facts.deskRequest}`, [
			'agent',
			'auditor',
			'admin'
		]),
		'/admin/requests/export': admin('/requests/export', readers),
		'/admin/equipment': admin('/equipment', readers),
		'/admin/equipment/labels': admin('/equipment/labels?items=', readers),
		'/admin/equipment/labels/pdf': admin('/equipment/labels/pdf?items=', readers),
		'/admin/equipment/labels/preview': admin('/equipment/labels/preview?items=', readers),
		'/admin/equipment/asking': admin('/equipment/asking', readers),
		'/admin/equipment/asking/export': admin('/equipment/asking/export', readers),
		'/admin/equipment/new': admin('/equipment/new', keepers),
		'/admin/equipment/import': admin('/equipment/import', keepers),
		// A file is brought by hand; nobody gets a page of one that is not there.
		'/admin/equipment/import/[id]': admin(
			'/equipment/import/01900000-0000-7000-8000-000000000000',
			keepers,
			404
		),
		'/admin/equipment/acts': admin('/equipment/acts', readers),
		'/admin/equipment/acts/new': admin('/equipment/acts/new', keepers),
		'/admin/equipment/acts/item': admin(`/equipment/acts/item?number=${facts.officeItem}`, [
			...(['agent', 'admin'] as const)
		]),
		'/admin/equipment/acts/export': admin('/equipment/acts/export', readers),
		'/admin/equipment/acts/[id]': admin(`/equipment/acts/${facts.officeAct}`, [
			...(['agent', 'auditor', 'admin'] as const)
		]),
		'/admin/equipment/receive': admin('/equipment/receive', keepers),
		'/admin/equipment/hand-out': admin('/equipment/hand-out', keepers),
		'/admin/equipment/tasks': admin('/equipment/tasks', readers),
		'/admin/equipment/[id]': admin(`/equipment/${facts.officeItem}`, ['agent', 'auditor', 'admin']),
		'/admin/equipment/[id]/edit': admin(`/equipment/${facts.officeItem}/edit`, ['agent', 'admin']),
		'/admin/equipment/[id]/serves': admin(`/equipment/${facts.officeItem}/serves`, [
			'agent',
			'admin'
		]),
		'/admin/equipment/stock-takes': admin('/equipment/stock-takes', readers),
		'/admin/equipment/stock-takes/new': admin('/equipment/stock-takes/new', keepers),
		// Of the whole town's desk: an agent for some units keeps and sees those of these units.
		'/admin/equipment/stock-takes/[id]': admin(`/equipment/stock-takes/${facts.stockTake}`, [
			'agent',
			'auditor',
			'admin'
		]),
		'/admin/equipment/stock-takes/[id]/corrections': admin(
			`/equipment/stock-takes/${facts.stockTake}/corrections`,
			['agent', 'auditor', 'admin']
		),
		'/admin/equipment/stock-takes/[id]/scans': admin(
			`/equipment/stock-takes/${facts.stockTake}/scans`,
			['agent', 'auditor', 'admin']
		),
		'/admin/equipment/stock-takes/[id]/scans/[scan]': admin(
			`/equipment/stock-takes/${facts.stockTake}/scans/01900000-0000-7000-8000-000000000000`,
			[]
		),
		'/admin/equipment/stock-takes/[id]/export': admin(
			`/equipment/stock-takes/${facts.stockTake}/export`,
			['agent', 'auditor', 'admin']
		),
		'/admin/equipment/set-up': admin('/equipment/set-up', readers),
		'/admin/equipment/set-up/new': admin('/equipment/set-up/new', townKeepers),
		'/admin/equipment/set-up/[code]': admin('/equipment/set-up/laptop', townKeepers),
		'/admin/equipment/set-up/fields/[id]': {
			path: '/admin/equipment/set-up/fields/019aaaaa-0000-7000-8000-000000000000',
			open: []
		},
		'/admin/equipment/set-up/models': admin('/equipment/set-up/models', readers),
		'/admin/equipment/set-up/models/[id]': {
			path: '/admin/equipment/set-up/models/019aaaaa-0000-7000-8000-000000000000',
			open: []
		},
		'/admin/equipment/inbox': admin('/equipment/inbox', readers),
		'/admin/equipment/inbox/export': admin('/equipment/inbox/export', readers),
		'/admin/equipment/sites': admin('/equipment/sites', townKeepers),
		'/admin/equipment/stock': admin('/equipment/stock', readers),
		'/admin/equipment/stock/new': admin('/equipment/stock/new', townKeepers),
		'/admin/equipment/stock/[id]': {
			path: '/admin/equipment/stock/019aaaaa-0000-7000-8000-000000000000',
			open: []
		},
		'/admin/equipment/stock/[id]/edit': {
			path: '/admin/equipment/stock/019aaaaa-0000-7000-8000-000000000000/edit',
			open: []
		},
		'/admin/equipment/export': admin('/equipment/export', readers),
		'/admin/equipment/repairs': admin('/equipment/repairs', readers),
		'/admin/equipment/repairs/new': admin('/equipment/repairs/new', keepers),
		'/admin/equipment/repairs/back': admin(`/equipment/repairs/back?item=${facts.officeItem}`, [
			'agent',
			'admin'
		]),
		'/admin/equipment/repairs/export': admin('/equipment/repairs/export', readers),
		'/admin/equipment/write-offs': admin('/equipment/write-offs', readers),
		'/admin/equipment/write-offs/new': admin('/equipment/write-offs/new', keepers),
		'/admin/equipment/write-offs/export': admin('/equipment/write-offs/export', readers),
		'/admin/equipment/write-offs/[id]': admin(`/equipment/write-offs/${facts.writeOff}`, [
			'agent',
			'auditor',
			'admin'
		]),
		'/admin/equipment/write-offs/[id]/export': admin(
			`/equipment/write-offs/${facts.writeOff}/export`,
			['agent', 'auditor', 'admin']
		),
		'/admin/equipment/worklist': admin('/equipment/worklist', readers),
		'/admin/equipment/worklist/export': admin('/equipment/worklist/export', readers),
		'/admin/equipment/budget': admin('/equipment/budget', readers),
		'/admin/equipment/budget/export': admin('/equipment/budget/export', readers),
		'/admin/software': admin('/software', readers),
		'/admin/software/new': admin('/software/new', townKeepers),
		'/admin/software/[id]': admin(`/software/${facts.product}`, readers),
		'/admin/software/[id]/edit': admin(`/software/${facts.product}/edit`, townKeepers),
		'/admin/software/licences': admin('/software/licences', readers),
		'/admin/software/licences/new': admin('/software/licences/new', townKeepers),
		'/admin/software/licences/order': admin('/software/licences/order', townKeepers),
		'/admin/software/licences/[id]': admin(`/software/licences/${facts.licence}`, readers),
		'/admin/software/licences/[id]/edit': admin(
			`/software/licences/${facts.licence}/edit`,
			townKeepers
		),
		// The sample of tests has the record and not the bytes, which lie where it was loaded.
		'/admin/software/licences/files/[file]': admin(
			`/software/licences/files/${facts.licenceFile}`,
			readers,
			410
		),
		'/admin/software/licences/export': admin('/software/licences/export', readers),
		'/admin/software/reclaim': admin('/software/reclaim', readers),
		'/admin/software/import': admin('/software/import', townKeepers),
		'/admin/software/import/[id]': admin('/software/import/none', []),
		'/admin/software/export': admin('/software/export', readers),
		'/admin/software/installations': admin('/software/installations', readers),
		'/admin/software/installations/export': admin('/software/installations/export', readers),
		'/admin/software/unknown': admin('/software/unknown', readers),
		'/admin/software/unknown/export': admin('/software/unknown/export', readers),
		'/admin/software/rules': admin('/software/rules', readers),
		'/admin/software/rules/export': admin('/software/rules/export', readers),
		'/admin/software/cases': admin('/software/cases', readers),
		'/admin/software/cases/export': admin('/software/cases/export', readers),
		'/admin/software/cases/report': admin('/software/cases/report', readers),
		'/admin/software/cases/report/export': admin('/software/cases/report/export', readers),
		'/admin/software/rules/new': admin('/software/rules/new', townKeepers),
		'/admin/software/rules/[id]': {
			path: '/admin/software/rules/019aaaaa-0000-7000-8000-000000000000',
			open: []
		},
		'/admin/systems': admin('/systems', readers),
		'/admin/systems/new': admin('/systems/new', townKeepers),
		'/admin/systems/[id]': admin(`/systems/${facts.system}`, townKeepers),
		'/admin/systems/[id]/needs': admin(`/systems/${facts.system}/needs`, townKeepers),
		'/admin/systems/[id]/roles/[role]': admin(
			`/systems/${facts.system}/roles/${facts.systemRole}`,
			townKeepers
		),
		'/admin/systems/[id]/roles/[role]/conflicts': admin(
			`/systems/${facts.system}/roles/${facts.systemRole}/conflicts`,
			townKeepers
		),
		'/admin/access/tasks': admin('/access/tasks', readers),
		'/admin/access/tasks/export': admin('/access/tasks/export', readers),
		'/admin/access/compare': admin('/access/compare', townKeepers),
		'/admin/access/compare/[id]': admin(`/access/compare/${facts.comparison}`, townKeepers),
		'/admin/systems/import': admin('/systems/import', keepers),
		'/admin/systems/import/[id]': admin('/systems/import/none', []),
		'/admin/systems/export': admin('/systems/export', readers),
		'/admin/access': admin('/access', readers),
		'/admin/access/new': admin('/access/new', keepers),
		'/admin/access/export': admin('/access/export', readers),
		'/admin/access/reviews': admin('/access/reviews', readers),
		'/admin/access/reviews/new': admin('/access/reviews/new', keepers),
		// Of the whole town's desk, and its auditors.
		'/admin/access/reviews/[id]': admin(`/access/reviews/${facts.review}`, [
			...(['agent', 'auditor', 'admin'] as const)
		]),
		// It goes on: only a draft is changed.
		'/admin/access/reviews/[id]/edit': admin(
			`/access/reviews/${facts.review}/edit`,
			townKeepers,
			409
		),
		'/admin/access/reviews/[id]/lines': admin(`/access/reviews/${facts.review}/lines`, [
			...(['agent', 'auditor', 'admin'] as const)
		]),
		'/admin/access/reviews/[id]/lines/export': admin(
			`/access/reviews/${facts.review}/lines/export`,
			['agent', 'auditor', 'admin']
		),
		// Not signed yet.
		'/admin/access/reviews/[id]/report': admin(`/access/reviews/${facts.review}/report`, []),
		'/admin/people': admin('/people', readers),
		'/admin/people/[id]': admin(`/people/${facts.employee}`, ['agent', 'auditor', 'admin']),
		'/admin/people/export': admin('/people/export', readers),
		'/admin/people/new': admin('/people/new', ['admin']),
		'/admin/people/changes': admin('/people/changes', readers),
		'/admin/people/changes/[number]': admin(`/people/changes/${facts.move}`, [
			'agent',
			'auditor',
			'admin'
		]),
		'/admin/people/bundles': admin('/people/bundles', readers),
		'/admin/people/bundles/new': admin('/people/bundles/new', townKeepers),
		'/admin/people/bundles/[id]': admin(`/people/bundles/${facts.bundle}`, townKeepers),
		'/admin/people/units': admin('/people/units', readers),
		'/admin/people/units/[id]': admin(`/people/units/${facts.unit}`, ['admin']),
		'/admin/people/units/new': admin('/people/units/new', ['admin']),
		'/admin/people/places': admin('/people/places', readers),
		'/admin/people/places/[id]': admin(`/people/places/${facts.place}`, ['admin']),
		'/admin/people/places/new': admin('/people/places/new', ['admin']),
		'/admin/people/leaving': admin('/people/leaving', readers),
		'/admin/people/leaving/export': admin('/people/leaving/export', readers),
		'/admin/people/leaving/[number]': admin(`/people/leaving/${facts.leaving}`, [
			'agent',
			'auditor',
			'admin'
		]),
		'/admin/people/leaving/[number]/slip': admin(
			`/people/leaving/${facts.leaving}/slip`,
			['agent', 'auditor', 'admin'],
			404
		),
		'/admin/people/retention': admin('/people/retention', ['admin']),
		'/admin/people/deputies': admin('/people/deputies', readers),
		'/admin/people/roles': admin('/people/roles', readers),
		'/admin/people/import': admin('/people/import', ['admin']),
		'/admin/catalogue': admin('/catalogue', writers),
		'/admin/catalogue/new': admin('/catalogue/new', ['admin']),
		'/admin/catalogue/[slug]': admin('/catalogue/system-access', ['admin']),
		'/admin/catalogue/[slug]/history': admin('/catalogue/system-access/history', ['admin']),
		'/admin/catalogue/answers': admin('/catalogue/answers', writers),
		'/admin/catalogue/answers/[slug]': admin('/catalogue/answers/vpn-at-home', writers),
		'/admin/audit': admin('/audit', ['auditor', 'admin']),
		'/admin/audit/export': admin('/audit/export', ['auditor', 'admin']),
		'/admin/settings': admin('/settings', ['admin']),
		'/admin/settings/outbox': admin('/settings/outbox', ['admin']),
		'/admin/settings/teams': admin('/settings/teams', ['admin'])
	};
}
