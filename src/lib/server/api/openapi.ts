import { MOST_SENT, MOST_UNPACKED } from '#lib/server/equipment/inventory/unpack-body.ts';

const megabytes = (bytes: number) => bytes / 1024 / 1024;

const report = {
	type: 'object',
	required: ['deviceid', 'content'],
	properties: {
		deviceid: {
			type: 'string',
			maxLength: 255,
			description: "The agent's own name for the device."
		},
		action: { type: 'string', examples: ['inventory', 'netinventory', 'contact'] },
		itemtype: { type: 'string', examples: ['Computer', 'Printer', 'NetworkEquipment'] },
		partial: {
			type: 'boolean',
			default: false,
			description: 'Only the sections that are there are new; the others stay as reported before.'
		},
		content: {
			type: 'object',
			description:
				'Sections of the GLPI inventory format: bios, hardware, storages, softwares and so on.'
		}
	}
};

const problem = (description: string) => ({
	description,
	content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } }
});

/** The description of `/api/v1` as OpenAPI 3.1. A test holds it against the routes there are. */
export const openApi = {
	openapi: '3.1.0',
	info: {
		title: 'Abilaud',
		version: '1',
		description: 'What other programs may ask of the portal.'
	},
	paths: {
		'/api/v1/inventory': {
			post: {
				operationId: 'reportInventory',
				summary: 'An inventory agent reports a device.',
				description: `Takes the JSON of the GLPI agent and the XML of the older agents, plain, gzip or zlib: at most ${megabytes(MOST_SENT)} MB as sent and ${megabytes(MOST_UNPACKED)} MB unpacked. A report changes nothing in the register; differences wait in the inbox.`,
				security: [{ siteToken: [] }, { siteTokenAsPassword: [] }],
				requestBody: {
					required: true,
					content: {
						'application/json': { schema: { $ref: '#/components/schemas/Report' } },
						'application/xml': {
							schema: { type: 'string', description: 'REQUEST with DEVICEID, QUERY and CONTENT.' }
						},
						'application/x-compress-zlib': { schema: { type: 'string', format: 'binary' } },
						'application/x-compress-gzip': { schema: { type: 'string', format: 'binary' } }
					}
				},
				responses: {
					200: {
						description: 'Kept. Answered in the language of the report.',
						content: {
							'application/json': { schema: { $ref: '#/components/schemas/Taken' } },
							'application/xml': { schema: { type: 'string', description: 'REPLY.' } }
						}
					},
					400: problem('The report cannot be read.'),
					401: problem('No token, or one that holds no longer.'),
					413: problem('Too large, as sent or unpacked.'),
					415: problem('Another type of content.'),
					429: problem('Too many reports; `retry-after` says how many seconds to wait.')
				}
			}
		},
		'/api/v1/openapi.json': {
			get: {
				operationId: 'describe',
				summary: 'This description.',
				security: [],
				responses: { 200: { description: 'OpenAPI 3.1.' } }
			}
		}
	},
	components: {
		securitySchemes: {
			siteToken: { type: 'http', scheme: 'bearer', description: 'The token of a site.' },
			siteTokenAsPassword: {
				type: 'http',
				scheme: 'basic',
				description: 'Any user name, with the token of the site as password.'
			}
		},
		schemas: {
			Report: report,
			Taken: {
				type: 'object',
				required: ['status', 'expiration'],
				properties: {
					status: { const: 'ok' },
					expiration: { type: 'integer', description: 'Hours until the next report.' }
				}
			},
			Problem: {
				type: 'object',
				required: ['status', 'message'],
				properties: { status: { const: 'error' }, message: { type: 'string' } }
			}
		}
	}
};
