using System.Numerics;
using Mnist.Domain.Checking;
using Mnist.Domain.Planning;
using Mnist.Domain.Spaces;

namespace Mnist.Domain.Search;

/// <summary>What stands against a search before it begins.</summary>
internal static class SpaceRules
{
    private const int MostLayers = 20_000;
    private const int MostNesting = 100;
    private const int MostPower = 38;

    /// <summary>Every reason.</summary>
    /// <param name="space">Any space.</param>
    /// <param name="data">The data that its designs are meant for.</param>
    public static ValueList<SpaceError> Check(Space space, DataSpec data)
    {
        ValueList<SpaceError> fields =
        [
            .. FieldRules.Check("", SpaceFields.Space, space).Concat(Common(space, data)).Distinct().Select(e => new SpaceError.BadPlan(e)),
        ];
        return fields.Count > 0 ? fields
            : Length(space.Layers) is var layers && layers > MostLayers ? [new SpaceError.TooLong((long)layers, MostLayers)]
            : (int)Math.Floor(BigInteger.Log10(Junction.Begin(space.Layers).Chains)) is var power && power >= MostPower
                ? [new SpaceError.TooManyDesigns(power, MostPower)]
            : [];
    }

    /// <summary>What is wrong with every design: a network that fits any data stands for its layers.</summary>
    private static ValueList<PlanError> Common(Space space, DataSpec data) => Nesting(space.Layers) > MostNesting
        ? [new PlanError.NestedTooDeep(new("0", new Layer.Residual([])), MostNesting)]
        : PlanChecker.Examine(
            space.Plan(space.Name, [new Layer.Flatten(), new Layer.Linear(data.Classes.Count)]).WithoutNetworkLimits(), data).Errors;

    private static BigInteger Length(ValueList<Part> parts) => parts.Select(Length).Aggregate(BigInteger.Zero, BigInteger.Add);

    private static BigInteger Length(Part part) => part.Match<BigInteger>(new(
        Single: _ => BigInteger.One,
        Residual: r => 1 + Length(r.Body) + Length(r.Projection),
        Repeat: r => r.Times.Max() * Length(r.Layers)));

    private static int Nesting(ValueList<Part> parts) => parts.Select(part => part.Match<int>(new(
        Single: _ => 0,
        Residual: r => 1 + Math.Max(Nesting(r.Body), Nesting(r.Projection)),
        Repeat: r => Nesting(r.Layers)))).DefaultIfEmpty(0).Max();
}
