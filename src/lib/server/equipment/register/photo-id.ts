import { sql } from 'drizzle-orm';
import { item } from '#lib/server/equipment/tables.ts';
import { equipmentFile } from './tables.ts';

/** Column of a query over items: id of the photo of each, its own, else that of its model; null where there is none. */
export const photoId = sql<string | null>`(
	select ${equipmentFile.id} from ${equipmentFile}
	where ${equipmentFile.isPhoto} and ${equipmentFile.removedAt} is null and (
		(${equipmentFile.noun} = 'item' and ${equipmentFile.recordId} = ${item.id})
		or (${equipmentFile.noun} = 'model' and ${equipmentFile.recordId} = ${item.modelId}))
	order by ${equipmentFile.noun} = 'item' desc, ${equipmentFile.createdAt} desc limit 1)`;
