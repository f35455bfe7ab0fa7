import * as v from 'valibot';

const uuid = v.pipe(v.string(), v.uuid(), v.toLowerCase());

/** Words as the register can keep them. A strange label among hundreds is clipped and never the reason to refuse them all. */
const words = (most: number) =>
	v.pipe(
		v.string(),
		v.transform((text) => text.replaceAll('\0', '\ufffd').trim().slice(0, most).toWellFormed())
	);

/** What a phone sends of the scans that it has kept. */
export const sentScansSchema = v.object({
	personId: v.string(),
	scans: v.pipe(
		v.array(
			v.object({
				id: uuid,
				code: v.pipe(
					words(500),
					v.transform((code) => code || '\ufffd')
				),
				placeId: v.nullable(uuid),
				room: words(200),
				note: words(2000),
				scannedAt: v.pipe(v.string(), v.isoTimestamp())
			})
		),
		v.maxLength(500)
	)
});
