// Stands in for the native logger of VS Code's server: appends each line to its file.
const fs = require('node:fs');
const path = require('node:path');

const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];

class Logger {
  constructor(_name, file) {
    this.level = LEVELS.indexOf('info');
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    this.file = fs.openSync(file, 'a');
  }

  write(level, message) {
    if (level < this.level || this.file === undefined) return;
    fs.writeSync(this.file, this.raw ? message : `${new Date().toISOString()} [${LEVELS[level]}] ${message}\n`);
  }

  trace(message) {
    this.write(0, message);
  }
  debug(message) {
    this.write(1, message);
  }
  info(message) {
    this.write(2, message);
  }
  warn(message) {
    this.write(3, message);
  }
  error(message) {
    this.write(4, message);
  }
  critical(message) {
    this.write(5, message);
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.raw = true;
  }
  setPattern() {}
  flush() {}

  drop() {
    if (this.file !== undefined) fs.closeSync(this.file);
    this.file = undefined;
  }
}

exports.Logger = Logger;
exports.version = 0;
exports.createRotatingLogger = async (name, file) => new Logger(name, file);
exports.createAsyncRotatingLogger = exports.createRotatingLogger;
exports.setLevel = exports.setFlushOn = exports.shutdown = () => {};
