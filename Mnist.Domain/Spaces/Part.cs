using Mnist.Domain.Schema;

namespace Mnist.Domain.Spaces;

/// <summary>A part of a chain in a space: a design holds one of the chains of layers that it stands for.</summary>
public abstract record Part
{
    private Part()
    {
    }

    /// <summary>Whether a design may leave it out; default no.</summary>
    public bool Optional { get; init; }

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="Part"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="Single">For one layer.</param>
    /// <param name="Residual">For a residual block.</param>
    /// <param name="Repeat">For a repeated chain.</param>
    public sealed record Cases<T>(Func<Single, T> Single, Func<Residual, T> Residual, Func<Repeat, T> Repeat);

    /// <summary>One layer, each of whose fields may have any of some values.</summary>
    /// <param name="Type">The layer's type.</param>
    /// <param name="Values">For each field of the type the values to choose from; none where a file leaves it out.</param>
    public sealed record Single(RecordType Type, ValueList<ValueList<object>> Values) : Part
    {
        internal override T Pick<T>(Cases<T> on) => on.Single(this);
    }

    /// <summary>A residual block whose branches are chains of parts.</summary>
    /// <param name="Body">The residual branch.</param>
    public sealed record Residual(ValueList<Part> Body) : Part
    {
        /// <summary>The shortcut; empty for the identity.</summary>
        public ValueList<Part> Projection { get; init; } = [];

        internal override T Pick<T>(Cases<T> on) => on.Residual(this);
    }

    /// <summary>A chain several times in a row; each time it may be another of those that it stands for.</summary>
    /// <param name="Layers">The chain.</param>
    /// <param name="Times">How often, each at least 0: one of these.</param>
    public sealed record Repeat(ValueList<Part> Layers, ValueList<long> Times) : Part
    {
        internal override T Pick<T>(Cases<T> on) => on.Repeat(this);
    }
}
