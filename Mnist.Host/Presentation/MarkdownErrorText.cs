namespace Mnist.Host.Presentation;

/// <summary>One sentence for each <see cref="MarkdownError"/>.</summary>
internal static class MarkdownErrorText
{
    public static string Sentence(this MarkdownError error, string path) => error.Match(new MarkdownError.Cases<string>(
        NotUtf8: _ => $"'{path}' is not UTF-8 text, which the table is; save it as UTF-8, or name another file.",
        NoMark: e => $"'{path}' is there already and has no line '{e.Mark}' to write between; add the pair, or name another file.",
        ManyMarks: e => $"'{path}' has '{e.Mark}' {e.Count.Grouped()} times; leave the one that is meant, or give the pairs names.",
        MarkInLine: e => $"'{path}' has '{e.Mark}' inside line {e.Line.Grouped()}; a mark is a line of its own.",
        EndBeforeBegin: e => $"'{path}' has '{e.End}' before '{e.Begin}'; put them in order.",
        MarkInside: e => $"'{path}' has a mark of another table in line {e.Line.Grouped()}, between '{e.Begin}' and its end; take it out.",
        ReadOnly: _ => $"'{path}' is read-only; allow to write it, or name another file with --markdown.",
        Unusable: e => $"'{path}' cannot be written between its marks: {e.Reason}"));
}
