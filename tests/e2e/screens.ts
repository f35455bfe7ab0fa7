import type { TestServer } from '#tests/support/server.ts';
import { sampleFacts } from '#tests/web/access/facts.ts';

/** One screen of the portal: who opens it, where, and what is done before it is looked at. */
export type Screen = {
	name: string;
	/** Nobody: a browser that is not signed in. */
	who: string;
	path: string;
	/** Opens every disclosure first, so that what they hide is looked at as well. */
	unfolded?: boolean;
	/** Sends the page's form as it is, to see it with its problems. */
	sends?: string;
	status?: number;
};

const nobody = 'nobody';
/** Somebody who has nothing yet, so that lists are empty. */
const newcomer = 'hille.soosaar';

/** Every screen, in the order of the person who opens it. */
export async function allScreens(server: TestServer): Promise<Screen[]> {
	const facts = await sampleFacts(server);
	const people: [string, [path: string, name?: string, more?: Partial<Screen>][]][] = [
		[
			nobody,
			[
				['/sign-in'],
				['/sign-in', 'sign-in with problems', { sends: 'form[action="/sign-in"]', status: 422 }],
				[`/things/${facts.officeItem}`, 'a label that a stranger scans', { status: 401 }],
				['/reset'],
				['/reset/no-such-link'],
				['/invitation/no-such-link'],
				['/setup/no-such-link'],
				['/accessibility'],
				['/verify'],
				[`/verify/${facts.certificate}`, 'a certificate that is checked'],
				['/verify/KT-000001-000000', 'a number that is no certificate'],
				['/no-such-page', 'no such page', { status: 404 }]
			]
		],
		[
			'employee',
			[
				['/'],
				['/services'],
				['/services?q=vpn', 'what a search found'],
				['/services?q=qqqqqq', 'a search that found nothing'],
				['/services/system-access'],
				['/services/system-access', 'a form with problems', { sends: 'form.form', status: 422 }],
				['/services/fault-report'],
				['/answers/vpn-at-home'],
				['/requests'],
				['/requests?state=closed', 'requests that are over'],
				[`/requests/${facts.officeRequest}`, 'a request to confirm', { unfolded: true }],
				[`/requests/${facts.returnedRequest}`, 'a returned request', { unfolded: true }],
				[`/requests/${facts.returnedRequest}/edit`, 'a request being corrected'],
				[`/requests/${facts.awaitingRequest}`, 'a request that waits', { unfolded: true }],
				['/requests/999999', 'no such request', { status: 404 }],
				['/things', 'own things', { unfolded: true }],
				['/things/acts'],
				[`/things/acts/${facts.officeAct}`, 'an act'],
				[`/things/${facts.officeItem}`, 'one thing'],
				[`/things/${facts.officeItem}/return`, 'giving a thing back'],
				[`/things/${facts.officeItem}/pass-on`, 'passing a thing on'],
				[`/things/${facts.officeItem}/missing`, 'a thing that cannot be found'],
				['/things/check', 'is it all with you'],
				['/things/leaving', 'nobody leaves'],
				['/training'],
				['/training?q=allkirjastamise', 'modules that were found'],
				['/training/signing-documents', 'a module'],
				['/training/signing-documents/sign', 'a page of a module', { unfolded: true }],
				['/training/signing-documents/check', 'a quiz'],
				['/training/signing-documents/all', 'a whole module'],
				['/training/courses'],
				[`/training/courses/${facts.session}`, 'a course', { unfolded: true }],
				['/training/paths'],
				['/training/paths/first-week', 'a path'],
				['/training/certificates'],
				[`/training/certificates/${facts.certificate}`, 'a certificate'],
				['/training/offline', 'what is kept for reading without a connection'],
				['/notices'],
				['/notices?q=qqqqqq', 'notices that were not found'],
				[`/notices/${facts.ownNotice}`, 'a notice', { unfolded: true }],
				['/notices/screen', 'notices for a wall'],
				['/notices/feeds', 'addresses of notices'],
				['/notices/999999', 'no such notice', { status: 404 }],
				['/notifications'],
				['/notifications/settings'],
				['/preferences'],
				['/deputies'],
				['/me'],
				['/me/password'],
				['/me/security'],
				['/me/second-factor']
			]
		],
		[
			'manager',
			[
				['/services/new-employee', 'a form for somebody new'],
				['/approvals', 'decisions', { unfolded: true }],
				['/people/move', 'telling of a move'],
				['/requests?tab=people'],
				['/training/people'],
				['/training/people?state=overdue', 'who is late with training']
			]
		],
		[
			newcomer,
			[
				['/', 'home of a newcomer'],
				['/requests', 'no requests'],
				['/approvals', 'no decisions'],
				['/things', 'no things'],
				['/notifications', 'no news']
			]
		],
		[
			'admin',
			[
				['/admin/requests'],
				[`/admin/requests?view=all&open=${facts.deskRequest}`, 'the panel', { unfolded: true }],
				['/admin/requests?q=qqqqqq', 'an empty queue'],
				[`/admin/requests/${facts.deskRequest}`, 'a request at the desk'],
				['/admin/equipment'],
				['/admin/equipment/inbox'],
				['/admin/equipment/sites'],
				[`/admin/equipment/labels?items=${facts.officeItem}`, 'labels'],
				['/admin/equipment/asking'],
				['/admin/equipment/acts'],
				['/admin/equipment/acts/new'],
				['/admin/equipment/acts/new?kind=return', 'taking back'],
				[`/admin/equipment/acts/${facts.officeAct}`, 'an act at the desk', { unfolded: true }],
				['/admin/equipment/receive'],
				['/admin/equipment/hand-out'],
				['/admin/equipment/tasks', 'tasks about equipment', { unfolded: true }],
				[`/admin/equipment?open=${facts.officeItem}`, 'panel of an item', { unfolded: true }],
				[`/admin/equipment/${facts.officeItem}`, 'page of an item', { unfolded: true }],
				[`/admin/equipment/${facts.officeItem}/edit`],
				['/admin/equipment/new'],
				['/admin/equipment/import'],
				['/admin/equipment/stock'],
				['/admin/equipment/stock/new'],
				['/admin/equipment/set-up'],
				['/admin/equipment/set-up/new'],
				['/admin/equipment/set-up/laptop', 'a category', { unfolded: true }],
				['/admin/equipment/set-up/models'],
				['/admin/equipment/repairs'],
				[`/admin/equipment/repairs/new?items=${facts.officeItem}`, 'sending to repair'],
				[`/admin/equipment/repairs/back?item=${facts.brokenItem}`, 'coming back from repair'],
				['/admin/equipment/write-offs'],
				[`/admin/equipment/write-offs/new?items=${facts.brokenItem}`, 'proposing a write-off'],
				[`/admin/equipment/write-offs/${facts.writeOff}`, 'a write-off', { unfolded: true }],
				['/admin/equipment/worklist'],
				['/admin/equipment/budget'],
				['/admin/equipment/stock-takes'],
				['/admin/equipment/stock-takes/new'],
				[`/admin/equipment/stock-takes/${facts.stockTake}`, 'a stock-take', { unfolded: true }],
				[`/admin/equipment/stock-takes/${facts.stockTake}/corrections`, 'its corrections'],
				[`/admin/equipment/stock-takes/${facts.stockTake}/scans`, 'its scans'],
				['/admin/software'],
				[`/admin/software?open=${facts.product}`, 'panel of a product', { unfolded: true }],
				[`/admin/software/${facts.product}`],
				['/admin/software/new'],
				['/admin/systems'],
				[`/admin/systems?open=${facts.system}`, 'panel of a system', { unfolded: true }],
				[`/admin/systems/${facts.system}`],
				[`/admin/systems/${facts.system}/roles/${facts.systemRole}`],
				['/admin/systems/new'],
				['/admin/access'],
				['/admin/access/new'],
				['/admin/people'],
				['/admin/people/changes', 'who comes and moves'],
				[`/admin/people/changes/${facts.move}`, 'somebody who moves'],
				[`/people/changes/${facts.move}`, 'deciding a move'],
				['/admin/people/bundles', 'bundles'],
				['/admin/people/bundles/new', 'a new bundle'],
				[`/admin/people/bundles/${facts.bundle}`, 'a bundle'],
				[`/admin/people/${facts.employee}`],
				['/admin/people/new'],
				['/admin/people/units'],
				[`/admin/people/units/${facts.unit}`],
				['/admin/people/units/new'],
				['/admin/people/places'],
				[`/admin/people/places/${facts.place}`],
				['/admin/people/places/new'],
				['/admin/people/leaving'],
				[`/admin/people/leaving/${facts.leaving}`, 'a leaver'],
				['/admin/people/deputies'],
				['/admin/people/roles'],
				['/admin/people/import'],
				['/admin/catalogue'],
				['/admin/catalogue/new'],
				['/admin/catalogue/system-access', 'the editor of a service'],
				['/admin/catalogue/system-access/history'],
				['/admin/catalogue/answers'],
				['/admin/catalogue/answers/vpn-at-home'],
				[`/training/courses/${facts.session}`, 'the list of a course', { unfolded: true }],
				[`/training/courses/${facts.session}/code`, 'the code of a course'],
				[
					`/training/certificates/${facts.certificate}`,
					'a certificate to revoke',
					{ unfolded: true }
				],
				['/admin/training'],
				['/admin/training/new'],
				['/admin/training/new', 'a new module with problems', { sends: 'form.form', status: 422 }],
				['/admin/training/overview'],
				['/admin/training/overview?by=unit', 'training by unit'],
				['/admin/training/phishing', 'a module of the desk', { unfolded: true }],
				['/admin/training/phishing/people', 'people of a module'],
				['/admin/training/phishing/history', 'versions of a module'],
				['/admin/training/phishing/questions', 'questions of a module'],
				['/admin/training/courses'],
				['/admin/training/courses/new'],
				[`/admin/training/courses/${facts.session}`, 'a course being changed'],
				['/admin/training/paths'],
				['/admin/training/paths/new', 'a path with problems', { sends: 'form.form', status: 422 }],
				[`/admin/training/paths/${facts.path}`],
				['/admin/training/evidence?from=01.01.2026', 'evidence'],
				['/admin/notices'],
				['/admin/notices?q=qqqqqq', 'no notices at the desk'],
				['/admin/notices/new', 'what a notice begins from'],
				['/admin/notices/new?empty', 'an empty notice', { unfolded: true }],
				['/admin/notices/new?template=system-maintenance', 'blanks of a template'],
				['/admin/notices/new?empty', 'a notice with problems', { sends: 'form.form', status: 422 }],
				[`/admin/notices/from?request=${facts.deskRequest}`, 'a notice from a request'],
				[`/admin/notices/${facts.draftNotice}`, 'a draft at the desk', { unfolded: true }],
				[`/admin/notices/${facts.draftNotice}/edit`, 'a draft being written', { unfolded: true }],
				[`/admin/notices/${facts.comingNotice}`, 'coming work', { unfolded: true }],
				[`/admin/notices/${facts.outage}`, 'an outage', { unfolded: true }],
				[`/admin/notices/${facts.overrunNotice}`, 'work that runs over', { unfolded: true }],
				[`/admin/notices/${facts.pastOutage}`, 'an outage that is over', { unfolded: true }],
				[`/admin/notices/${facts.outage}/people`, 'who was told', { unfolded: true }],
				[`/admin/notices/${facts.outage}/people/print`, 'a list to tell by hand'],
				['/admin/notices/calendar'],
				['/admin/notices/calendar?view=week'],
				['/admin/notices/calendar?view=list'],
				['/admin/notices/calendar/freezes', 'freezes', { unfolded: true }],
				['/admin/notices/calendar/import', 'dates of the town', { unfolded: true }],
				['/admin/notices/reports'],
				['/admin/notices/reports?by=system', 'notices by system'],
				['/admin/notices/templates'],
				['/admin/notices/templates/system-maintenance', 'a template of notices'],
				['/admin/notices/webhooks'],
				[`/admin/systems/${facts.system}/needs`],
				[`/admin/equipment/${facts.officeItem}/serves`],
				['/admin/audit'],
				['/admin/settings'],
				['/admin/settings/outbox'],
				['/admin/settings/teams'],
				['/admin/requests/999999', 'no such page of the desk', { status: 404 }]
			]
		]
	];
	return people.flatMap(([who, screens]) =>
		screens.map(([path, name, more]) => ({ name: name ?? path, who, path, ...more }))
	);
}
