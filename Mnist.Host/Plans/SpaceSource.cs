namespace Mnist.Host.Plans;

/// <summary>What a SPACE argument stands for: a shipped space or a .json file.</summary>
internal static class SpaceSource
{
    /// <summary>The space, or every reason why there is none.</summary>
    /// <param name="argument">Such as "eva" or "spaces/mine.json".</param>
    public static Validation<Space, PlanSourceError> Load(string argument) =>
        SpaceCatalog.Find(argument) is { } space ? Validation.Valid<Space, PlanSourceError>(space)
        : PlanSource.IsFile(argument) ? PlanSource.FromFile(argument, PlanText.ReadSpace)
        : Validation.Invalid<Space, PlanSourceError>([Unknown(argument)]);

    private static PlanSourceError.UnknownSpace Unknown(string name) =>
        new(name, [.. SpaceCatalog.All.Select(space => space.Name)], Nearest.To(name, SpaceCatalog.All.Select(space => space.Name)));
}
