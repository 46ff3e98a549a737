namespace Mnist.PropertyTests.Rules;

/// <summary>The rooms of Mnist.Domain.</summary>
internal static class DomainRooms
{
    /// <summary>In reading order.</summary>
    public static IReadOnlyList<Room> All { get; } =
    [
        new("Values", "lists that compare by their items, values or all their errors, random streams, intervals"),
        new("Statistics", "intervals and tests: Wilson, Student, McNemar", "Values"),
        new("Networks", "layers, shapes, architectures, the blocks they are made of", "Values"),
        new("Training", "optimiser, schedule, augmentation, averaging", "Values"),
        new("Planning", "a plan and its target as plain data", "Networks", "Training", "Values"),
        new("Schema", "the table of every field of a plan: name, meaning, range", "Planning", "Networks", "Training", "Values"),
        new("Analysis", "shapes, parameters, multiply-adds, memory, receptive field, coverage", "Networks", "Training", "Values"),
        new("Checking", "all errors and warnings of a plan; what makes a checked one", "Analysis", "Schema", "Planning", "Networks", "Training", "Values"),
        new("Repairs", "the smallest edits that meet a budget", "Checking", "Analysis", "Networks", "Values"),
        new("Differences", "two plans, layer by layer", "Networks", "Values"),
        new("Results", "what a run gave: records, verdict, diagnosis, sweeps", "Checking", "Planning", "Statistics", "Networks", "Values"),
        new("Catalog", "plans that have a name, and what was published of them", "Planning", "Networks", "Training", "Values"),
    ];
}
