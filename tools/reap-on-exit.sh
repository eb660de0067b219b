#!/bin/sh
# Runs a program, "$LEASHED" where that is set, until the process that holds our standard input is
# gone, however it went. Then the program goes too, with all that it has started.
set -- ${LEASHED:+"$LEASHED"} "$@"
unset LEASHED
trap : TERM
exec 9<&0
{
  trap : TERM
  cat <&9 >/dev/null
  kill -TERM 0
  sleep 5
  kill -KILL 0
} &
"$@" 9<&- </dev/null
kill -KILL 0
