namespace Mnist.Engine.Data;

/// <summary>One mirror that did not serve a file.</summary>
/// <param name="Address">What was asked for.</param>
/// <param name="Fault">What went wrong.</param>
public sealed record MirrorFailure(Uri Address, MirrorFault Fault);

/// <summary>What can go wrong with one mirror; values only, the sentence is the host's.</summary>
public abstract record MirrorFault
{
    private MirrorFault() { }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="MirrorFault"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Unreachable">No answer, or one that broke off.</param>
    /// <param name="Refused">An answer other than success.</param>
    /// <param name="Stalled">Nothing came for too long.</param>
    /// <param name="TooSlow">The whole took too long.</param>
    /// <param name="TooLarge">More came than may come.</param>
    /// <param name="WrongContent">Something came that is not the file.</param>
    public sealed record Cases<T>(
        Func<Unreachable, T> Unreachable,
        Func<Refused, T> Refused,
        Func<Stalled, T> Stalled,
        Func<TooSlow, T> TooSlow,
        Func<TooLarge, T> TooLarge,
        Func<WrongContent, T> WrongContent);

    /// <summary>No connection, no name, no trust, or an answer that broke off.</summary>
    /// <param name="Reason">The system's words.</param>
    public sealed record Unreachable(string Reason) : MirrorFault { internal override T Pick<T>(Cases<T> on) => on.Unreachable(this); }

    /// <summary>An answer other than success.</summary>
    /// <param name="Status">The HTTP status.</param>
    public sealed record Refused(int Status) : MirrorFault { internal override T Pick<T>(Cases<T> on) => on.Refused(this); }

    /// <summary>Nothing came for too long.</summary>
    /// <param name="Received">Bytes that had come.</param>
    /// <param name="Waited">How long nothing came.</param>
    public sealed record Stalled(long Received, TimeSpan Waited) : MirrorFault
    {
        internal override T Pick<T>(Cases<T> on) => on.Stalled(this);
    }

    /// <summary>Bytes kept coming, but the whole took too long.</summary>
    /// <param name="Received">Bytes that had come.</param>
    /// <param name="Limit">How long the whole may take.</param>
    public sealed record TooSlow(long Received, TimeSpan Limit) : MirrorFault
    {
        internal override T Pick<T>(Cases<T> on) => on.TooSlow(this);
    }

    /// <summary>More came, or was announced, than may come.</summary>
    /// <param name="Limit">Bytes that may come.</param>
    public sealed record TooLarge(long Limit) : MirrorFault { internal override T Pick<T>(Cases<T> on) => on.TooLarge(this); }

    /// <summary>What came is damaged, or is another file.</summary>
    /// <param name="Expected">Hexadecimal SHA-256 of MNIST's file, unpacked.</param>
    /// <param name="Actual">The same of what came; null where that is no IDX file at all.</param>
    public sealed record WrongContent(string Expected, string? Actual) : MirrorFault
    {
        internal override T Pick<T>(Cases<T> on) => on.WrongContent(this);
    }
}
