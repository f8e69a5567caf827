import { DebugSession } from '@vscode/debugadapter';
import { EvflowDebugSession } from './session.ts';

DebugSession.run(EvflowDebugSession);
