import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { nodeDisk } from './nodeDisk.ts';
import { startServer } from './server.ts';

startServer(createConnection(ProposedFeatures.all), nodeDisk);
