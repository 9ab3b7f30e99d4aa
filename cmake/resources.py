"""Writes an assembler file with the given files' bytes and a table {name, begin, end}, sorted by name."""
import pathlib
import sys

root, listing, out = map(pathlib.Path, sys.argv[1:4])
files = sorted(pathlib.Path(line) for line in listing.read_text().splitlines() if line)
text = ["\t.section .rodata"]
table = []
for number, path in enumerate(files):
    name = path.relative_to(root).as_posix()
    text += [f"name{number}:\t.asciz \"{name}\"", f"data{number}:\t.incbin \"{path}\"", f"end{number}:\t.byte 0"]
    table += [f"\t.quad name{number}, data{number}, end{number}"]
text += ["\t.section .data.rel.ro,\"aw\"", "\t.balign 8", "\t.globl tocsin_resource_table", "tocsin_resource_table:"] + table
text += ["\t.globl tocsin_resource_count", "tocsin_resource_count:", f"\t.quad {len(files)}", "\t.section .note.GNU-stack,\"\",@progbits", ""]
out.write_text("\n".join(text))
