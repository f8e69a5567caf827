console.error('The command line is not there yet.');
process.exitCode = 2;
