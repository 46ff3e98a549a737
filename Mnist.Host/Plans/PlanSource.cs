namespace Mnist.Host.Plans;

/// <summary>One reason why a PLAN argument stands for no plan.</summary>
internal abstract record PlanSourceError
{
    private PlanSourceError() { }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<UnknownName, T> UnknownName, Func<UnknownSpace, T> UnknownSpace, Func<BadFile, T> BadFile, Func<BadText, T> BadText);

    /// <summary>Neither in the catalogue nor a .json file.</summary>
    /// <param name="Name">What was given.</param>
    /// <param name="Nearest">Names that may have been meant, nearest first.</param>
    internal sealed record UnknownName(string Name, ValueList<string> Nearest) : PlanSourceError
    {
        public override T Match<T>(Cases<T> on) => on.UnknownName(this);
    }

    /// <summary>Neither a shipped space nor a .json file.</summary>
    /// <param name="Name">What was given.</param>
    /// <param name="Known">All shipped spaces.</param>
    /// <param name="Nearest">The one that may have been meant; null where none is near.</param>
    internal sealed record UnknownSpace(string Name, ValueList<string> Known, string? Nearest) : PlanSourceError
    {
        public override T Match<T>(Cases<T> on) => on.UnknownSpace(this);
    }

    /// <summary>A file without text.</summary>
    /// <param name="Path">As given.</param>
    /// <param name="Error">Why.</param>
    internal sealed record BadFile(string Path, FileError Error) : PlanSourceError
    {
        public override T Match<T>(Cases<T> on) => on.BadFile(this);
    }

    /// <summary>A text that is no plan.</summary>
    /// <param name="Path">As given.</param>
    /// <param name="Error">Why.</param>
    internal sealed record BadText(string Path, DocumentError Error) : PlanSourceError
    {
        public override T Match<T>(Cases<T> on) => on.BadText(this);
    }
}

/// <summary>What a PLAN argument stands for: a name of the catalogue or a .json file.</summary>
internal static class PlanSource
{
    /// <summary>The plan, or every reason why there is none.</summary>
    /// <param name="argument">Such as "eva6/2" or "nets/mine.json".</param>
    public static Validation<Plan, PlanSourceError> Load(string argument) =>
        LoadPlaced(argument).Map(stated => stated.Plan);

    /// <summary>The plan and where its parts stand in its file, or every reason why there is none.</summary>
    /// <param name="argument">Such as "eva6/2" or "nets/mine.json".</param>
    public static Validation<StatedPlan, PlanSourceError> LoadPlaced(string argument) => Load(argument, PlanText.ReadPlaced);

    /// <summary>The same, and what a file whose text has errors was meant to state; null for anything else.</summary>
    /// <param name="argument">Such as "eva6/2" or "nets/mine.json".</param>
    public static (Validation<StatedPlan, PlanSourceError> Stated, MeantPlan? Meant) LoadMeant(string argument)
    {
        MeantPlan? meant = null;
        var stated = Load(argument, text => PlanText.ReadPlaced(text).BindErrors<DocumentError>(errors =>
        {
            meant = PlanText.ReadMeant(text);
            return errors;
        }));
        return (stated, meant);
    }

    private static Validation<StatedPlan, PlanSourceError> Load(
        string argument, Func<byte[], Validation<StatedPlan, DocumentError>> read) =>
        PlanCatalog.Find(argument) is { } plan ? new StatedPlan(plan, new(Root: null))
        : IsFile(argument) ? FromFile(argument, read)
        : Unknown(argument);

    /// <summary>Whether an argument names a file and not an entry of a catalogue.</summary>
    public static bool IsFile(string argument) => argument.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || Path.Exists(argument);

    /// <summary>What a file holds, or every reason why it holds none.</summary>
    /// <typeparam name="T">A plan or a space.</typeparam>
    /// <param name="path">As given.</param>
    /// <param name="read">Reads its text.</param>
    public static Validation<T, PlanSourceError> FromFile<T>(string path, Func<byte[], Validation<T, DocumentError>> read) => TextFile
        .Read(path)
        .MapErrors(PlanSourceError (e) => new PlanSourceError.BadFile(path, e))
        .Bind(text => read(text).MapErrors(PlanSourceError (e) => new PlanSourceError.BadText(path, e)));

    private static PlanSourceError.UnknownName Unknown(string name) =>
        new(name, Nearest.Several(name, PlanCatalog.All.Select(p => p.Name)).ToValueList());
}
