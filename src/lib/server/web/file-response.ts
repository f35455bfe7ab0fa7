/** A small file made for this answer, as a download under a name of ours (letters, digits, hyphens, a dot). */
export function fileResponse(contents: Buffer | string, type: string, name: string): Response {
	return new Response(typeof contents === 'string' ? contents : new Uint8Array(contents), {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'private, no-store'
		}
	});
}
