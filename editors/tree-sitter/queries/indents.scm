[ (body) (list) (map) (record_type) ] @indent
[ "}" "]" ] @outdent
