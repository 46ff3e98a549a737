namespace Mnist.Host.Plans;

/// <summary>One reason why there is no text in a file.</summary>
internal abstract record FileError
{
    private FileError() { }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<Missing, T> Missing,
        Func<IsDirectory, T> IsDirectory,
        Func<Unreadable, T> Unreadable,
        Func<TooLarge, T> TooLarge,
        Func<NotUtf8, T> NotUtf8,
        Func<Empty, T> Empty);

    /// <summary>There is no such file.</summary>
    internal sealed record Missing : FileError { public override T Match<T>(Cases<T> on) => on.Missing(this); }

    /// <summary>It is a folder.</summary>
    internal sealed record IsDirectory : FileError { public override T Match<T>(Cases<T> on) => on.IsDirectory(this); }

    /// <summary>The system refuses to read it.</summary>
    /// <param name="Reason">The system's words.</param>
    internal sealed record Unreadable(string Reason) : FileError { public override T Match<T>(Cases<T> on) => on.Unreadable(this); }

    /// <summary>It is no file that a person wrote.</summary>
    /// <param name="Limit">Bytes that are read at most.</param>
    internal sealed record TooLarge(int Limit) : FileError { public override T Match<T>(Cases<T> on) => on.TooLarge(this); }

    /// <summary>Some byte is not UTF-8.</summary>
    /// <param name="At">Where the first one is.</param>
    internal sealed record NotUtf8(Position At) : FileError { public override T Match<T>(Cases<T> on) => on.NotUtf8(this); }

    /// <summary>It holds nothing but space.</summary>
    internal sealed record Empty : FileError { public override T Match<T>(Cases<T> on) => on.Empty(this); }
}
