using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mnist.PropertyTests.Rules;

/// <summary>Reads a project's sources with the compiler's own eyes and finds which file names types of which other file.</summary>
internal static class SourceReader
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));

    /// <summary>The code for optional packages too, whether they are here or not.</summary>
    private static readonly CSharpParseOptions WithAllOfIt = CSharpParseOptions.Default.WithPreprocessorSymbols("TORCHSHARP");

    /// <summary>Every source file of all projects, tests included.</summary>
    public static IEnumerable<string> Sources() => Directory.EnumerateDirectories(Root, "Mnist.*").SelectMany(SourcesOf);

    private static IEnumerable<string> SourcesOf(string folder) => Directory
        .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(path => !IsMade(Path.GetRelativePath(folder, path)));

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<SourceFile>>> Projects = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<SemanticModel>>> Compilations = new(StringComparer.Ordinal);

    /// <summary>All files of a project and what they use of each other; read once.</summary>
    /// <param name="project">Such as "Mnist.Domain".</param>
    public static IReadOnlyList<SourceFile> Read(string project) => Projects.GetOrAdd(project, name => new(() => Link(name))).Value;

    /// <summary>All files of a project as the compiler understands them.</summary>
    /// <param name="project">Such as "Mnist.Domain".</param>
    public static IReadOnlyList<SemanticModel> Models(string project) =>
        Compilations.GetOrAdd(project, name => new(() => Compile(name))).Value;

    private static IReadOnlyList<SemanticModel> Compile(string project)
    {
        var folder = Path.Combine(Root, project);
        var trees = SourcesOf(folder)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), WithAllOfIt, path))
            .ToList();
        var compilation = CSharpCompilation.Create(project, [.. trees, ImplicitUsings(project)], References(project));
        return [.. trees.Select(tree => compilation.GetSemanticModel(tree))];
    }

    private static IReadOnlyList<SourceFile> Link(string project)
    {
        var folder = Path.Combine(Root, project);
        var models = Models(project);
        var trees = models.Select(model => model.SyntaxTree).ToList();
        var uses = trees.ToDictionary(tree => tree, _ => new Dictionary<SourceFile, IReadOnlyList<string>>());
        var files = trees.ToDictionary(tree => tree, tree => FileOf(folder, tree.FilePath, uses[tree]));
        foreach (var model in models)
        {
            var tree = model.SyntaxTree;
            var named = NamedTypes(model).SelectMany(type => type.DeclaringSyntaxReferences, (type, at) => (type.Name, at.SyntaxTree));
            foreach (var other in named
                .Where(type => type.SyntaxTree != tree && files.ContainsKey(type.SyntaxTree))
                .GroupBy(type => type.SyntaxTree))
                uses[tree][files[other.Key]] =
                    [.. other.Select(type => type.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }

        return [.. files.Values];
    }

    private static SourceFile FileOf(string folder, string path, IReadOnlyDictionary<SourceFile, IReadOnlyList<string>> uses)
    {
        var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
        var slash = relative.LastIndexOf('/');
        return new(slash < 0 ? "." : relative[..slash], relative[(slash + 1)..], uses);
    }

    /// <summary>
    /// Outermost types that a file names: written out, or standing before an extension or static method that is called without its class.
    /// </summary>
    private static HashSet<INamedTypeSymbol> NamedTypes(SemanticModel model)
    {
        var found = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var names = model.SyntaxTree.GetRoot()
            .DescendantNodes(node => node is not UsingDirectiveSyntax)
            .OfType<SimpleNameSyntax>()
            .Where(name => name is not IdentifierNameSyntax { IsVar: true });
        foreach (var name in names)
        {
            var info = model.GetSymbolInfo(name);
            foreach (var symbol in info.Symbol is { } one ? [one] : info.CandidateSymbols.AsEnumerable())
            {
                if (TypeNamedBy(symbol, name) is { } type)
                    found.Add(Outermost(type.OriginalDefinition));
            }
        }

        return found;
    }

    private static INamedTypeSymbol? TypeNamedBy(ISymbol symbol, SimpleNameSyntax name) => symbol switch
    {
        INamedTypeSymbol type => type,
        IMethodSymbol { MethodKind: MethodKind.ReducedExtension, ReducedFrom: { } extension } => extension.ContainingType,
        { IsStatic: true } and not INamespaceSymbol when name.Parent is not MemberAccessExpressionSyntax => symbol.ContainingType,
        _ => null,
    };

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type) => type.ContainingType is { } outer ? Outermost(outer) : type;

    private static bool IsMade(string path) => path.Split('/', '\\')[0] is "bin" or "obj";

    /// <summary>What the compiler adds to every file: the base library's namespaces, and those that the project file names.</summary>
    private static SyntaxTree ImplicitUsings(string project) => CSharpSyntaxTree.ParseText(string.Concat(
        XDocument.Load(Path.Combine(Root, project, $"{project}.csproj")).Descendants("Using")
            .Select(named => named.Attribute("Include")!.Value)
            .Concat(BaseNamespaces)
            .Select(name => $"global using {name};")), WithAllOfIt);

    private static readonly string[] BaseNamespaces =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    /// <summary>Everything that the tests run with, but for the project itself: its types are those of the sources.</summary>
    private static IEnumerable<MetadataReference> References(string project) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path.Length > 0 && Path.GetFileNameWithoutExtension(path) != (project == "Mnist.Host" ? "mnist" : project))
            .Select(path => MetadataReference.CreateFromFile(path));

    private static string Here([CallerFilePath] string path = "") => path;
}
