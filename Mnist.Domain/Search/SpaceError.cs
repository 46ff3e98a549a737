using Mnist.Domain.Checking;

namespace Mnist.Domain.Search;

/// <summary>Why a space cannot be searched.</summary>
public abstract record SpaceError
{
    private SpaceError()
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Sentence();

    /// <summary>The one fold of the union.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="on">One function for each case.</param>
    public T Match<T>(Cases<T> on) => Pick(on);

    internal abstract T Pick<T>(Cases<T> on);

    /// <summary>One function for each case of <see cref="SpaceError"/>.</summary>
    /// <typeparam name="T">The common result.</typeparam>
    /// <param name="BadPlan">What is wrong with every design.</param>
    /// <param name="TooLong">A chain of too many layers.</param>
    /// <param name="TooManyDesigns">More than can be counted.</param>
    /// <param name="TooWide">More unlike shapes and layers than memory should hold.</param>
    public sealed record Cases<T>(
        Func<BadPlan, T> BadPlan, Func<TooLong, T> TooLong, Func<TooManyDesigns, T> TooManyDesigns, Func<TooWide, T> TooWide);

    /// <summary>What is wrong with every design, whatever its layers are, or with a value that some would have.</summary>
    /// <param name="Error">What the checker says.</param>
    public sealed record BadPlan(PlanError Error) : SpaceError
    {
        internal override T Pick<T>(Cases<T> on) => on.BadPlan(this);
    }

    /// <summary>More layers in a row than a search looks at.</summary>
    /// <param name="Layers">With every repeat written out.</param>
    /// <param name="Most">How many there may be.</param>
    public sealed record TooLong(long Layers, long Most) : SpaceError
    {
        internal override T Pick<T>(Cases<T> on) => on.TooLong(this);
    }

    /// <summary>More designs than can be counted exactly.</summary>
    /// <param name="PowerOfTen">There are at least ten to this power.</param>
    /// <param name="MostPower">There may be fewer than ten to this power.</param>
    public sealed record TooManyDesigns(int PowerOfTen, int MostPower) : SpaceError
    {
        internal override T Pick<T>(Cases<T> on) => on.TooManyDesigns(this);
    }

    /// <summary>More unlike layers on unlike shapes than memory should hold.</summary>
    /// <param name="Most">How many there may be.</param>
    public sealed record TooWide(int Most) : SpaceError
    {
        internal override T Pick<T>(Cases<T> on) => on.TooWide(this);
    }
}
