import { eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { service, serviceVersion } from '#lib/server/catalogue/tables.ts';
import type { Db } from '#lib/server/db/client.ts';
import { person, place, unit } from '#lib/server/people/tables.ts';
import { approval, serviceRequest, team } from '#lib/server/requests/tables.ts';
import { beneficiary, requester } from './request-rows.ts';

const assignee = alias(person, 'assignee');
const requesterUnit = alias(unit, 'requester_unit');
const merged = alias(serviceRequest, 'merged');

/** The request with the people and the service it names, in one row; undefined when there is none. */
export async function findRequestHead(db: Db, number: number) {
	const [row] = await prepared(db).execute({ number });
	return row;
}

const known = new WeakMap<Db, ReturnType<typeof prepare>>();

function prepared(db: Db) {
	const query = known.get(db) ?? prepare(db);
	known.set(db, query);
	return query;
}

function prepare(db: Db) {
	return db
		.select({
			request: serviceRequest,
			service: { slug: service.slug, title: service.title },
			definition: serviceVersion.definition,
			team: { slug: team.slug, name: team.name },
			requester: {
				id: requester.id,
				name: requester.name,
				position: requester.position,
				phone: requester.phone,
				unitName: requesterUnit.name
			},
			beneficiary: {
				id: beneficiary.id,
				name: beneficiary.name,
				position: beneficiary.position,
				phone: beneficiary.phone,
				unitName: unit.name,
				placeName: place.name
			},
			managerId: beneficiary.managerId,
			assignee: {
				id: assignee.id,
				name: assignee.name,
				position: assignee.position,
				phone: assignee.phone
			},
			mergedInto: merged.number,
			approverIds: sql<string[]>`array(
				select distinct ${approval.approverId} from ${approval}
				where ${approval.requestId} = ${serviceRequest.id})`
		})
		.from(serviceRequest)
		.innerJoin(service, eq(service.id, serviceRequest.serviceId))
		.innerJoin(serviceVersion, eq(serviceVersion.id, serviceRequest.serviceVersionId))
		.innerJoin(team, eq(team.slug, serviceRequest.team))
		.innerJoin(requester, eq(requester.id, serviceRequest.requesterId))
		.innerJoin(requesterUnit, eq(requesterUnit.id, requester.unitId))
		.innerJoin(beneficiary, eq(beneficiary.id, serviceRequest.beneficiaryId))
		.innerJoin(unit, eq(unit.id, serviceRequest.unitId))
		.leftJoin(place, eq(place.id, serviceRequest.placeId))
		.leftJoin(assignee, eq(assignee.id, serviceRequest.assigneeId))
		.leftJoin(merged, eq(merged.id, serviceRequest.mergedIntoId))
		.where(eq(serviceRequest.number, sql.placeholder('number')))
		.prepare('request_head');
}

export type RequestHead = NonNullable<Awaited<ReturnType<typeof findRequestHead>>>;
