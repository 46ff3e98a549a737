using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Values;

namespace Mnist.PropertyTests.Domain;

/// <summary>
/// When the checker can see a mistake: a layer with a bad field has no shape, and a network without a shape has no costs.
/// </summary>
internal enum Stage
{
    /// <summary>In the name, the input or a layer's own fields.</summary>
    Fields,

    /// <summary>Between layers; only the first is seen.</summary>
    Fit,

    /// <summary>In the network as a whole.</summary>
    Network,

    /// <summary>Apart from the network: always seen.</summary>
    Apart,
}

/// <summary>One mistake made in a plan that had none.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Stage">When it can be seen.</param>
/// <param name="Touches">Parts of the plan that it changes or that its error speaks of; mistakes that share none are independent.</param>
/// <param name="Apply">Makes the mistake.</param>
/// <param name="Expected">The only error it may give.</param>
internal sealed record Corruption(string Name, Stage Stage, ValueList<string> Touches, Func<Plan, Plan> Apply, PlanError Expected)
{
    public override string ToString() => Name;

    /// <summary>Whether each of two mistakes in one plan gives the error that it gives alone.</summary>
    public bool IsIndependentOf(Corruption other) =>
        !Touches.Intersect(other.Touches, StringComparer.Ordinal).Any()
        && (Stage == Stage.Apart || other.Stage == Stage.Apart || (Stage == other.Stage && Stage != Stage.Fit));
}
