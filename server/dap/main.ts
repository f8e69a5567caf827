import { DebugSession } from '@vscode/debugadapter';

// A debug adapter that ends at once, until it can run a scenario.
DebugSession.run(DebugSession);
