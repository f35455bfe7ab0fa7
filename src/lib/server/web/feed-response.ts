/** A feed behind a secret address: read again and again by programs, kept by nobody on the way, found by no search. */
export const feedResponse = (text: string, type: string): Response =>
	new Response(text, {
		headers: {
			'content-type': type,
			'cache-control': 'private, max-age=300',
			'referrer-policy': 'no-referrer',
			'x-robots-tag': 'noindex'
		}
	});
