#!/bin/sh
# guard.sh <file> <command> <args…>: runs a command so that nothing of it outlives whoever asked for it.
#
# It is started as the leader of a process group, with a pipe from the asker as standard input. When the pipe ends (the
# asker stopped, or was killed) the file is removed, if one is named, the command is asked to end, and then the whole
# group is ended. The command's exit code goes to file descriptor 3.
# A shell, because a Node process would take 50 MB for this.
group=$$
file=$1
shift
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
child=$!

# Reads the pipe in a process of its own: it also ends the group when the leader has been killed.
(
  trap '' TERM INT HUP
  read -r _ <&4
  [ -n "$file" ] && rm -f "$file"
  kill -TERM "$child" 2>/dev/null
  sleep 20
  kill -KILL "-$group"
) 3>&- &

trap 'kill -TERM "$child" 2>/dev/null' TERM INT HUP
while :; do
  wait "$child"
  code=$?
  kill -0 "$child" 2>/dev/null || break
done
echo "$code" >&3
kill -KILL "-$group"
