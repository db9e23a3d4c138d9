// All that keeps what is typed on a section's page. One script, so that each of its parts is there once.
import "./autosave.js";
import "./leave.js";
import "./undo.js";
import "./enter.js";
