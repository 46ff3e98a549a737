namespace Mnist.Host.Presentation;

/// <summary>One reason why a file is not written between its marks; the file is as it was.</summary>
internal abstract record MarkdownError
{
    private MarkdownError() { }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<NotUtf8, T> NotUtf8,
        Func<NoMark, T> NoMark,
        Func<ManyMarks, T> ManyMarks,
        Func<MarkInLine, T> MarkInLine,
        Func<EndBeforeBegin, T> EndBeforeBegin,
        Func<MarkInside, T> MarkInside,
        Func<ReadOnly, T> ReadOnly,
        Func<Unusable, T> Unusable);

    /// <summary>What is written is UTF-8, and would be wrong in a text of another kind.</summary>
    internal sealed record NotUtf8 : MarkdownError { public override T Match<T>(Cases<T> on) => on.NotUtf8(this); }

    /// <summary>A mark is not there.</summary>
    /// <param name="Mark">Which.</param>
    internal sealed record NoMark(string Mark) : MarkdownError { public override T Match<T>(Cases<T> on) => on.NoMark(this); }

    /// <summary>It cannot be told which pair is meant.</summary>
    /// <param name="Mark">Which.</param>
    /// <param name="Count">How often it is there, at least 2.</param>
    internal sealed record ManyMarks(string Mark, int Count) : MarkdownError
    {
        public override T Match<T>(Cases<T> on) => on.ManyMarks(this);
    }

    /// <summary>A mark is quoted in a sentence.</summary>
    /// <param name="Mark">Which.</param>
    /// <param name="Line">Where, from 1.</param>
    internal sealed record MarkInLine(string Mark, int Line) : MarkdownError
    {
        public override T Match<T>(Cases<T> on) => on.MarkInLine(this);
    }

    /// <summary>The marks are there in the wrong order.</summary>
    /// <param name="Begin">Should come first.</param>
    /// <param name="End">Comes first.</param>
    internal sealed record EndBeforeBegin(string Begin, string End) : MarkdownError
    {
        public override T Match<T>(Cases<T> on) => on.EndBeforeBegin(this);
    }

    /// <summary>Between the two marks there is one of another pair, which would be erased.</summary>
    /// <param name="Begin">The first of the two.</param>
    /// <param name="Line">Where the other one is, from 1.</param>
    internal sealed record MarkInside(string Begin, int Line) : MarkdownError
    {
        public override T Match<T>(Cases<T> on) => on.MarkInside(this);
    }

    /// <summary>The file is protected from being changed.</summary>
    internal sealed record ReadOnly : MarkdownError { public override T Match<T>(Cases<T> on) => on.ReadOnly(this); }

    /// <summary>The system refuses to read or write it.</summary>
    /// <param name="Reason">The system's words.</param>
    internal sealed record Unusable(string Reason) : MarkdownError { public override T Match<T>(Cases<T> on) => on.Unusable(this); }
}
